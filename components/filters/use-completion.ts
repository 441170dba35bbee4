"use client";

import { useDeferredValue } from "react";
import { fieldStart, matchRank, type Spot, spotAt, withoutTerm } from "@/components/filters/completion";
import type { FilterProperty } from "@/components/filters/property-names";
import { useSuggestions } from "@/components/filters/use-suggestions";
import { operatorProposals, type Proposal, valueProposals } from "@/components/filters/value-suggestions";
import {
  BUILT_IN_FIELDS,
  type BuiltInField,
  type Field,
  fieldType,
  isBuiltInField,
  isDimensionField,
  propertyField,
} from "@/lib/filters/fields";
import { allOf, conjuncts, type Filter } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { parseFilterText } from "@/lib/filters/parse-filter-text";

export type Completion = Proposal & {
  /** Unique in the list. */
  id: string;
  field?: Field;
  /** With it the condition is whole: choosing it with the pointer applies the filter. */
  complete: boolean;
};

export type CompletionGroup = { heading: string; items: Completion[] };

const BUILT_INS: BuiltInField[] = Object.keys(BUILT_IN_FIELDS).filter(isBuiltInField);
const MOST = 12;

/**
 * What may stand at the caret: fields, then values with how many requests carry them under all other conditions (`kept`
 * and those in the text), then operators. `loading` while values are under way.
 */
export function useCompletion(input: {
  text: string;
  caret: number;
  keys: ReadonlySet<string>;
  properties: readonly FilterProperty[];
  kept: Filter | null;
  enabled: boolean;
}): { groups: CompletionGroup[]; loading: boolean; failed: boolean } {
  const { text, caret, keys, properties, kept, enabled } = input;
  const spot = spotAt(text, caret, keys);
  const asked = enabled && spot.kind === "value" && spot.operator === ":" && isDimensionField(spot.field);
  const others = useDeferredValue(asked ? otherConditions(withoutTerm(text, caret), kept, keys) : "");
  const search = useDeferredValue(asked && fieldType(spot.field) === "string" ? spot.typed : "");
  const suggestions = useSuggestions(asked ? spot.field : null, search, others);
  if (!enabled || spot.kind === "none") return { groups: [], loading: false, failed: false };
  if (spot.kind === "field")
    return { groups: fieldGroups(spot, text, keys, properties), loading: false, failed: false };
  const values = valueProposals(spot, suggestions.data ?? []);
  const groups = [
    group("Values", values.slice(0, MOST), true),
    group("Conditions", operatorProposals(spot), (proposal) => proposal.text.endsWith("*")),
  ];
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    loading: asked && suggestions.isPending,
    failed: asked && suggestions.isError,
  };
}

function group(
  heading: string,
  proposals: Proposal[],
  complete: boolean | ((proposal: Proposal) => boolean),
): CompletionGroup {
  const items = proposals.map((proposal, index) => ({
    ...proposal,
    id: `${heading}-${index}`,
    complete: typeof complete === "boolean" ? complete : complete(proposal),
  }));
  return { heading, items };
}

function fieldGroups(
  { start, end, typed }: Extract<Spot, { kind: "field" }>,
  text: string,
  keys: ReadonlySet<string>,
  properties: readonly FilterProperty[],
): CompletionGroup[] {
  const named: { field: Field; label: string; names: string[] }[] = [
    ...properties.map(({ key, displayName }) => ({
      field: propertyField(key),
      label: displayName,
      names: [key, displayName],
    })),
    ...BUILT_INS.map((field) => ({
      field,
      label: BUILT_IN_FIELDS[field].label,
      names: [field, BUILT_IN_FIELDS[field].label],
    })),
  ];
  const found = named
    .flatMap(({ field, label, names }) => {
      const rank = matchRank(typed, names);
      const start_ = fieldStart(field, keys);
      return rank === null ? [] : [{ field, label, hint: start_, text: start_, start, end, rank }];
    })
    .sort((a, b) => a.rank - b.rank);
  const before = text.slice(0, start).trimEnd();
  const words = ["NOT", ...(before === "" || before.endsWith("(") ? [] : ["OR"])]
    .filter((word) => typed !== "" && word.startsWith(typed.toUpperCase()))
    .map((word) => ({
      label: word,
      hint: word === "OR" ? "either side" : "the opposite",
      text: `${word} `,
      start,
      end,
    }));
  return [
    group("Properties", found.filter(({ field }) => !isBuiltInField(field)).slice(0, MOST), false),
    group(
      "Request",
      found.filter(({ field }) => isBuiltInField(field)),
      false,
    ),
    group("Logic", words, false),
  ].filter(({ items }) => items.length > 0);
}

/** All conditions but the one being typed, as URL text; those that cannot be read yet are left out. */
function otherConditions(text: string, kept: Filter | null, keys: ReadonlySet<string>): string {
  try {
    return formatFilter(allOf([...conjuncts(kept), ...conjuncts(parseFilterText(text, keys))]));
  } catch {
    return formatFilter(kept);
  }
}
