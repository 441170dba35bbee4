"use client";

import { Tabs } from "radix-ui";
import { CopyButton } from "@/components/snippets/copy-button";
import { clientSnippets } from "@/components/snippets/snippets";

/**
 * Snippets for every client, one at a time, each with a copy button. `gatewayUrl` is where the gateway listens, as
 * clients reach it.
 */
export function SnippetTabs({ gatewayUrl }: { gatewayUrl: string }) {
  const snippets = clientSnippets(gatewayUrl);
  return (
    <Tabs.Root defaultValue="openai-python" className="min-w-0 overflow-hidden rounded-md border bg-surface text-left">
      <Tabs.List aria-label="Client" className="scroll-thin flex overflow-x-auto border-b px-1">
        {snippets.map(({ id, label }) => (
          <Tabs.Trigger
            key={id}
            value={id}
            className="-mb-px shrink-0 border-transparent border-b-2 px-3 py-2 text-muted text-sm whitespace-nowrap hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {snippets.map(({ id, label, code }) => (
        <Tabs.Content key={id} value={id} className="relative focus-visible:outline-offset-[-2px]">
          <CopyButton text={code} label={`Copy the ${label} snippet`} className="absolute top-2 right-2" />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="scroll-thin h-[26.5rem] overflow-auto p-4 pr-12 font-mono text-xs leading-5">
            <code>{code}</code>
          </pre>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
