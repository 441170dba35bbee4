"use client";

import type { ReactNode } from "react";
import { FindProvider, Marked, useWordsPattern } from "@/components/requests/panel/find";

/** Marks these words in every text below. */
export function FoundWords({ words, children }: { words: readonly string[]; children: ReactNode }) {
  return <FindProvider value={useWordsPattern(words)}>{children}</FindProvider>;
}

/** What was said around what was found, in place of the beginning. */
export function FoundCell({ text }: { text: string }) {
  const line = text.replace(/\s+/g, " ");
  return (
    <span title={line}>
      <Marked text={line} />
    </span>
  );
}
