"use client";

import { useId, useState, useTransition } from "react";
import { DialogForm } from "@/components/properties/manage/dialog-form";
import { MERGE_LABELS, type MergeActions, textOf } from "@/components/properties/manage/merge-list";
import { PropertyChoice } from "@/components/properties/manage/property-choice";
import { ValueInput } from "@/components/properties/manage/value-input";
import { useUndo } from "@/components/ui/undo-notice";
import { fieldLabel } from "@/lib/filters/chips";
import { isPropertyField, type MergedField, type PropertyField, propertyKey } from "@/lib/filters/fields";
import type { Merge } from "@/lib/query/aliases";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type MergeDialogProps = {
  field: PropertyField | MergedField;
  properties: readonly ManagedProperty[];
  project: string;
  actions: MergeActions;
  onClose: () => void;
};

const WHAT = [
  { what: "value", label: "One of its values" },
  { what: "key", label: "The whole property" },
] as const;

/** Asks what is to be read as what: of a built-in field, values only. */
export function MergeDialog({ field, properties, project, actions, onClose }: MergeDialogProps) {
  const id = useId();
  const undo = useUndo();
  const key = isPropertyField(field) ? propertyKey(field) : null;
  const [what, setWhat] = useState<(typeof WHAT)[number]["what"]>("value");
  const [value, setValue] = useState("");
  const [toValue, setToValue] = useState("");
  const [toKey, setToKey] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const names = new Map(properties.map((each) => [each.key, each.displayName]));
  const label = fieldLabel(field, names);
  const others = properties.filter((each) => each.key !== key && each.mergedInto === null);
  const complete = what === "key" ? toKey !== "" : value !== toValue;
  const mergedWords = (input: Merge) => {
    if ("toKey" in input) return `${label} is merged into ${names.get(input.toKey) ?? input.toKey}.`;
    return `${textOf(input.value)} is merged into ${textOf(input.toValue)}.`;
  };
  const submit = () => {
    const input: Merge = what === "key" && key !== null ? { key, toKey } : { field, value, toValue };
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
      title={isPropertyField(field) ? `Merge ${label}` : MERGE_LABELS[field]}
      {...{ problem, onClose }}
      submitLabel={pending ? "Merging" : "Merge"}
      ready={!pending && complete}
      onSubmit={submit}
    >
      {key === null ? null : (
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
      )}
      {what === "key" ? (
        <PropertyChoice label={`Read ${label} as`} properties={others} value={toKey} onChange={setToKey} />
      ) : (
        <>
          <ValueInput {...{ project, field, value }} label="Value" autoFocus onChange={setValue} />
          <ValueInput {...{ project, field }} label="Read as" value={toValue} onChange={setToValue} />
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
