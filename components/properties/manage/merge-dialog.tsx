"use client";

import { useId, useState, useTransition } from "react";
import { DialogForm } from "@/components/properties/manage/dialog-form";
import { type MergeActions, textOf } from "@/components/properties/manage/merge-list";
import { PropertyChoice } from "@/components/properties/manage/property-choice";
import { ValueInput } from "@/components/properties/manage/value-input";
import { useUndo } from "@/components/ui/undo-notice";
import type { Merge } from "@/lib/query/aliases";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type MergeDialogProps = {
  property: ManagedProperty;
  properties: readonly ManagedProperty[];
  project: string;
  actions: MergeActions;
  onClose: () => void;
};

const WHAT = [
  { what: "value", label: "One of its values" },
  { what: "key", label: "The whole property" },
] as const;

/** Asks what is to be read as what. */
export function MergeDialog({ property, properties, project, actions, onClose }: MergeDialogProps) {
  const id = useId();
  const undo = useUndo();
  const { key, displayName } = property;
  const [what, setWhat] = useState<(typeof WHAT)[number]["what"]>("value");
  const [value, setValue] = useState("");
  const [toValue, setToValue] = useState("");
  const [toKey, setToKey] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const nameOf = (named: string) => properties.find((each) => each.key === named)?.displayName ?? named;
  const others = properties.filter((each) => each.key !== key && each.mergedInto === null);
  const complete = what === "key" ? toKey !== "" : value !== toValue;
  const mergedWords = (input: Merge) => {
    if ("toKey" in input) return `${displayName} is merged into ${nameOf(input.toKey)}.`;
    return `${textOf(input.value)} is merged into ${textOf(input.toValue)}.`;
  };
  const submit = () => {
    const input: Merge = what === "key" ? { key, toKey } : { key, value, toValue };
    start(async () => {
      const made = await actions.merge(project, input);
      if (typeof made === "string") return setProblem(made);
      onClose();
      undo.show({
        message: mergedWords(input),
        undo: async () => {
          const failed = await actions.undoMerge(project, made);
          if (failed !== null) throw new Error(failed);
        },
      });
    });
  };
  return (
    <DialogForm
      title={`Merge ${displayName}`}
      {...{ problem, onClose }}
      submitLabel={pending ? "Merging" : "Merge"}
      ready={!pending && complete}
      onSubmit={submit}
    >
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        <legend className="sr-only">What to merge</legend>
        {WHAT.map((each) => (
          <label key={each.what} className="flex h-7 items-center gap-2">
            <input
              type="radio"
              name={`${id}what`}
              className="accent-accent"
              checked={what === each.what}
              onChange={() => {
                setWhat(each.what);
                setProblem(null);
              }}
            />
            {each.label}
          </label>
        ))}
      </fieldset>
      {what === "key" ? (
        <PropertyChoice label={`Read ${displayName} as`} properties={others} value={toKey} onChange={setToKey} />
      ) : (
        <>
          <ValueInput {...{ project, value }} label="Value" autoFocus propertyKey={key} onChange={setValue} />
          <ValueInput label="Read as" project={project} propertyKey={key} value={toValue} onChange={setToValue} />
        </>
      )}
      <p className="text-muted text-xs">
        {what === "key"
          ? "Old requests and new ones. Where a request carries both, the value of the property merged into counts."
          : "Old requests and new ones. Filters by the old value find the merged one."}{" "}
        What was sent is kept, so this can be undone at any time.
      </p>
    </DialogForm>
  );
}
