import { CopyButton } from "@/components/snippets/copy-button";
import { baseUrls } from "@/components/snippets/snippets";

/** The base URL to give each kind of client. */
export function BaseUrlList({ gatewayUrl }: { gatewayUrl: string }) {
  return (
    <dl className="divide-y rounded-md border bg-surface">
      {baseUrls(gatewayUrl).map(({ provider, url }) => (
        <div key={provider} className="flex flex-wrap items-center gap-x-4 py-1 pr-1 pl-4">
          <dt className="w-40 shrink-0 max-sm:w-full max-sm:pt-1 text-muted text-sm">{provider}</dt>
          <dd className="flex min-w-0 flex-1 items-center gap-2">
            <code className="min-w-0 flex-1 py-1 font-mono text-xs wrap-anywhere">{url}</code>
            <CopyButton text={url} label={`Copy the base URL for ${provider}`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
