"use client";

import { ArrowRight } from "lucide-react";
import { useState, useTransition } from "react";
import { formatCount } from "@/components/format/count";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useUndo } from "@/components/ui/undo-notice";
import type { AliasRule, Merge } from "@/lib/query/aliases";
import type { ManagedProperty } from "@/lib/query/managed-properties";

export type MergeActions = {
  /** Answers the rule's number, or what is wrong as a sentence. */
  merge: (project: string, input: Merge) => Promise<number | string>;
  /** Answers null, or what is wrong as a sentence. */
  undoMerge: (project: string, rule: number) => Promise<string | null>;
};

type MergeListProps = {
  properties: readonly ManagedProperty[];
  rules: readonly AliasRule[];
  project: string;
  canWrite: boolean;
  actions: MergeActions;
};

/** What is read as something else, each to be undone. */
export function MergeList({ properties, rules, project, canWrite, actions }: MergeListProps) {
  return (
    <Card aria-label="Merges" className="min-w-0">
      <div className="border-b px-4 py-2">
        <h2 className="flex items-baseline gap-2 font-medium">
          Merges <span className="font-normal text-muted text-sm">{formatCount(rules.length)}</span>
        </h2>
        <p className="text-muted text-sm">
          Read as one in old requests and new ones. What was sent is kept: undone, everything is as it was.
        </p>
      </div>
      <ul>
        {rules.map((rule) => (
          <MergeItem key={rule.id} {...{ rule, properties, project, canWrite, actions }} />
        ))}
      </ul>
    </Card>
  );
}

function MergeItem({
  rule,
  properties,
  project,
  canWrite,
  actions,
}: Omit<MergeListProps, "rules"> & { rule: AliasRule }) {
  const undo = useUndo();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const nameOf = (key: string) => properties.find((property) => property.key === key)?.displayName ?? key;
  const { key, value, toKey, toValue } = rule;
  const [from, to] = value === null ? [nameOf(key), nameOf(toKey)] : [textOf(value), textOf(toValue ?? "")];
  const again: Merge = value === null ? { key, toKey } : { key, value, toValue: toValue ?? "" };
  const takeBack = () =>
    start(async () => {
      const wrong = await actions.undoMerge(project, rule.id);
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
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1.5 text-sm first:border-t-0">
      <span className="text-muted">{value === null ? "Property" : `Value of ${nameOf(key)}`}</span>
      <span className="min-w-0 wrap-anywhere">{from}</span>
      <ArrowRight aria-label="is read as" className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 flex-1 wrap-anywhere">{to}</span>
      {problem === null ? null : (
        <span role="alert" className="text-failed">
          {problem}
        </span>
      )}
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

/** An empty value is a value. */
export function textOf(value: string): string {
  return value === "" ? "Empty text" : value;
}
