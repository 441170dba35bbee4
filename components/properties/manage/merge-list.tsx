"use client";

import { ArrowRight, Merge as MergeIcon } from "lucide-react";
import { useState, useTransition } from "react";
import { formatCount } from "@/components/format/count";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useUndo } from "@/components/ui/undo-notice";
import { fieldLabel, type PropertyNames } from "@/lib/filters/chips";
import { MERGED_FIELDS, type MergedField } from "@/lib/filters/fields";
import type { ListedMerge, Merge } from "@/lib/query/aliases";
import type { ManagedProperty } from "@/lib/query/managed-properties";

export type MergeActions = {
  /** Answers the rule's number, or what is wrong as a sentence. */
  merge: (project: string, input: Merge) => Promise<number | string>;
  /** Answers null, or what is wrong as a sentence. */
  undoMerge: (project: string, rule: number) => Promise<string | null>;
};

/** Of the fields that have no row of their own. */
export const MERGE_LABELS: Record<MergedField, string> = { model: "Merge models", user: "Merge users" };

type MergeListProps = {
  properties: readonly ManagedProperty[];
  merges: readonly ListedMerge[];
  project: string;
  canWrite: boolean;
  actions: MergeActions;
  /** Asks which of its values are merged. */
  onMerge: (field: MergedField) => void;
};

/** What is read as something else, each to be undone. */
export function MergeList({ properties, merges, project, canWrite, actions, onMerge }: MergeListProps) {
  const names = new Map(properties.map(({ key, displayName }) => [key, displayName]));
  return (
    <Card aria-label="Merges" className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="flex items-baseline gap-2 font-medium">
            Merges <span className="font-normal text-muted text-sm">{formatCount(merges.length)}</span>
          </h2>
          <p className="text-muted text-sm">
            {merges.length === 0
              ? "Several names of one thing are read as one, in old requests and new ones. A property is merged from its row above."
              : "Read as one in old requests and new ones. What was sent is kept: undone, everything is as it was."}
          </p>
        </div>
        {canWrite ? (
          <div className="flex flex-wrap gap-2">
            {MERGED_FIELDS.map((field) => (
              <Button key={field} onClick={() => onMerge(field)}>
                <MergeIcon aria-hidden />
                {MERGE_LABELS[field]}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
      <ul>
        {merges.map((merge) => (
          <MergeItem key={merge.id} {...{ merge, names, project, canWrite, actions }} />
        ))}
      </ul>
    </Card>
  );
}

type MergeItemProps = Pick<MergeListProps, "project" | "canWrite" | "actions"> & {
  merge: ListedMerge;
  names: PropertyNames;
};

function MergeItem({ merge, names, project, canWrite, actions }: MergeItemProps) {
  const undo = useUndo();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const { id, ...again } = merge;
  const { what, from, to } = wordsOf(again, names);
  const takeBack = () =>
    start(async () => {
      const wrong = await actions.undoMerge(project, id);
      setProblem(wrong);
      if (wrong !== null) return;
      undo.show({
        message: `${from} is no longer merged into ${to}.`,
        undo: async () => {
          const made = await actions.merge(project, again);
          if (typeof made === "string") throw new Error(made);
        },
      });
    });
  return (
    <li className="flex min-h-12 items-center gap-3 border-t px-4 py-1.5 text-sm">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="w-full text-muted sm:w-auto">{what}</span>
        <span className="min-w-0 wrap-anywhere">{from}</span>
        <ArrowRight aria-label="is read as" className="size-4 shrink-0 text-faint" />
        <span className="min-w-0 wrap-anywhere">{to}</span>
        {problem === null ? null : (
          <span role="alert" className="text-failed">
            {problem}
          </span>
        )}
      </div>
      {canWrite ? (
        <Button
          variant="ghost"
          disabled={pending}
          aria-label={`Undo the merge of ${from} into ${to}`}
          onClick={takeBack}
        >
          Undo
        </Button>
      ) : null}
    </li>
  );
}

function wordsOf(merge: Merge, names: PropertyNames): { what: string; from: string; to: string } {
  const nameOf = (key: string) => names.get(key) ?? key;
  if ("toKey" in merge) return { what: "Property", from: nameOf(merge.key), to: nameOf(merge.toKey) };
  const { field, value, toValue } = merge;
  return { what: `Value of ${fieldLabel(field, names)}`, from: textOf(value), to: textOf(toValue) };
}

/** An empty value is a value. */
export function textOf(value: string): string {
  return value === "" ? "Empty text" : value;
}
