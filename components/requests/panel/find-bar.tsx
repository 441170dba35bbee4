"use client";

import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { formatCount } from "@/components/format/count";
import { Button } from "@/components/ui/button";

type Props = { query: string; onQuery: (query: string) => void; content: RefObject<HTMLElement | null>; shown: string };

const CURRENT = ["bg-accent", "text-accent-ink"];

/** Looks for text in the tab that is open; Enter and Shift+Enter go from hit to hit. `shown` names what is on show. */
export function FindBar({ query, onQuery, content, shown }: Props) {
  const [count, setCount] = useState(0);
  const [current, setCurrent] = useState(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: marks are counted in the document, which these change.
  useEffect(() => {
    setCount(query === "" ? 0 : (content.current?.querySelectorAll("mark").length ?? 0));
    setCurrent(-1);
  }, [query, shown, content]);
  const go = (step: 1 | -1) => {
    const marks = [...(content.current?.querySelectorAll("mark") ?? [])];
    setCount(marks.length);
    if (marks.length === 0) return;
    const next = current === -1 && step === -1 ? marks.length - 1 : (current + step + marks.length) % marks.length;
    for (const mark of marks) mark.classList.remove(...CURRENT);
    marks[next]?.classList.add(...CURRENT);
    marks[next]?.scrollIntoView({ block: "center" });
    setCurrent(next);
  };
  const none = query !== "" && count === 0;
  return (
    <search className="flex min-w-36 flex-1 items-center gap-1 text-sm">
      <Search aria-hidden className="ml-2 size-3.5 shrink-0 text-faint" />
      <input
        type="text"
        value={query}
        autoComplete="off"
        spellCheck={false}
        aria-label="Find in this request"
        placeholder="Find"
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onQuery("");
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        }}
        className="h-8 w-full min-w-0 rounded-sm bg-transparent px-1 focus-visible:outline-offset-[-2px]"
      />
      {query === "" ? null : (
        <>
          <span aria-live="polite" className="shrink-0 text-xs text-muted">
            {none ? "Not found" : current === -1 ? formatCount(count) : `${current + 1} of ${formatCount(count)}`}
          </span>
          <Button variant="ghost" size="icon" aria-label="Previous hit" disabled={none} onClick={() => go(-1)}>
            <ChevronUp aria-hidden />
          </Button>
          <Button variant="ghost" size="icon" aria-label="Next hit" disabled={none} onClick={() => go(1)}>
            <ChevronDown aria-hidden />
          </Button>
        </>
      )}
    </search>
  );
}
