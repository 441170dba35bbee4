import type { ReactNode } from "react";
import { CopyLine } from "@/components/snippets/copy-line";
import { SnippetTabs } from "@/components/snippets/snippet-tabs";

type FirstStepsProps = {
  title: string;
  text: ReactNode;
  lines: readonly { text: string; label: string }[];
  gatewayUrl: string;
  /** What happens next by itself. */
  waiting: string;
  /** Another way on. */
  more?: ReactNode;
};

/** What a page shows while there is nothing to show: what to paste, and that it notices by itself. */
export function FirstSteps({ title, text, lines, gatewayUrl, waiting, more }: FirstStepsProps) {
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 py-10 md:px-5">
      <div className="mx-auto max-w-2xl">
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="mt-1 text-muted">{text}</p>
        <div className="mt-4 flex flex-col gap-3">
          {lines.map((line) => (
            <CopyLine key={line.label} {...line} />
          ))}
          <SnippetTabs gatewayUrl={gatewayUrl} />
        </div>
        <p role="status" className="mt-4 flex items-center gap-2 text-sm text-muted">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
          {waiting}
        </p>
        {more === undefined ? null : <p className="mt-2 text-muted text-sm">{more}</p>}
      </div>
    </div>
  );
}
