import { CopyLine } from "@/components/snippets/copy-line";
import { SnippetTabs } from "@/components/snippets/snippet-tabs";

const HEADER = "Helicone-Property-Environment: development";

/** Nothing was ever tagged: says how. */
export function NoProperties({ gatewayUrl, anyRequests }: { gatewayUrl: string; anyRequests: boolean }) {
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-10">
        <h2 className="font-semibold text-lg">{anyRequests ? "No request is tagged yet" : "No requests yet"}</h2>
        <p className="text-muted">
          A property is a name and a value that you attach to a call with a header. Its cost, volume and latency appear
          here per value as soon as the first call carries it.
        </p>
        <CopyLine text={HEADER} label="Copy the header" />
        <SnippetTabs gatewayUrl={gatewayUrl} />
      </div>
    </div>
  );
}
