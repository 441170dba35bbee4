"use client";

import { createContext, useContext, useMemo } from "react";

/** A text with more hits than this marks the first ones only: a page of marks tells nothing and takes seconds to draw. */
const MOST_MARKS = 500;

const Context = createContext<RegExp | null>(null);

/** What is being looked for in the request shown; every text below marks it. */
export const FindProvider = Context;

/** Matches any of the words as it stands, in any case; null while nothing is looked for. */
export function useWordsPattern(words: readonly string[]): RegExp | null {
  const alternatives = words.filter((word) => word !== "").map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const source = alternatives.join("|");
  return useMemo(() => (source === "" ? null : new RegExp(source, "giu")), [source]);
}

/** Whether anything is looked for: then nothing may stay folded that could hold it. */
export function useFinding(): boolean {
  return useContext(Context) !== null;
}

/** Whether what is looked for is in the text. */
export function useFound(text: string): boolean {
  const pattern = useContext(Context);
  return pattern !== null && text.search(pattern) !== -1;
}

/** The text, with what is looked for marked. */
export function Marked({ text }: { text: string }) {
  const pattern = useContext(Context);
  if (pattern === null) return text;
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (pieces.length >= MOST_MARKS * 2) break;
    pieces.push(text.slice(end, match.index));
    pieces.push(
      <mark key={match.index} className="rounded-sm bg-accent-soft text-accent-text outline outline-accent/40">
        {match[0]}
      </mark>,
    );
    end = match.index + match[0].length;
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(end)];
}
