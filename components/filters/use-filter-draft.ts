"use client";

import { useState } from "react";
import type { FilterState } from "@/components/filters/use-filter";
import { conjuncts, type Filter } from "@/lib/filters/filter";
import { formatFilterShort } from "@/lib/filters/filter-text";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { FilterTextError } from "@/lib/filters/text-scanner";

export type TextProblem = { position: number; message: string };

/** Text being typed beside the chips, and which of them it stands for: those of the address `of`. */
type Draft = { text: string; replaces: "none" | "last" | "all"; of: string };

export type FilterDraft = {
  text: string;
  /** The conditions that stay as they are: one chip each. */
  kept: Filter[];
  /** Where and why the text cannot be read; null when it can. */
  problem: TextProblem | null;
  setText: (text: string) => void;
  /** Writes the text's conditions into the URL, beside those kept; false when it cannot be read. */
  apply: (text?: string) => boolean;
  cancel: () => void;
  /** Turns the last chip, or the whole filter, into text. */
  edit: (what: "last" | "all") => void;
  /** The text is what the address says, as it is. */
  given: boolean;
  /** The text has been changed since it was made from chips. */
  changed: boolean;
};

const EMPTY = { text: "", replaces: "none" } as const;

/** The typed half of the filter bar. A filter in the URL that cannot be read is text too, to be put right. */
export function useFilterDraft(state: FilterState, keys: ReadonlySet<string>): FilterDraft {
  const { parts, setParts } = state;
  const [draft, setTyped] = useState<Draft | null>(null);
  // Text that stands for chips is forgotten when another filter took their place.
  const typed = draft !== null && (draft.replaces === "none" || draft.of === state.text) ? draft : null;
  const unread = state.problem === null ? null : ({ text: state.text, replaces: "all" } as const);
  const { text, replaces } = typed ?? unread ?? EMPTY;
  const kept = { none: parts, last: parts.slice(0, -1), all: [] }[replaces];
  const replaced = { none: [], last: parts.slice(-1), all: parts }[replaces];
  const read = readTyped(text, keys);
  return {
    text,
    kept,
    problem: "problem" in read ? read.problem : null,
    given: typed === null && unread !== null,
    changed: text !== shortText(replaced, keys),
    setText: (next) => setTyped({ text: next, replaces, of: state.text }),
    apply: (given = text) => {
      const result = readTyped(given, keys);
      if ("problem" in result) return false;
      setParts([...kept, ...conjuncts(result.filter)]);
      setTyped(null);
      return true;
    },
    cancel: () => setTyped(null),
    edit: (what) => {
      const text = shortText(what === "all" ? parts : parts.slice(-1), keys);
      setTyped({ text, replaces: what, of: state.text });
    },
  };
}

/** The filter a text stands for, or what is wrong with it. */
function readTyped(text: string, keys: ReadonlySet<string>): { filter: Filter | null } | { problem: TextProblem } {
  try {
    return { filter: parseFilterText(text, keys) };
  } catch (error) {
    if (!(error instanceof FilterTextError)) throw error;
    return { problem: { position: error.position, message: error.message } };
  }
}

function shortText(parts: Filter[], keys: ReadonlySet<string>): string {
  const [only] = parts;
  return formatFilterShort(only !== undefined && parts.length === 1 ? only : { and: parts }, keys);
}
