"use client";

import { type FormEvent, useId, useState } from "react";
import type { Changes } from "@/components/properties/manage/use-save-property";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type EditRowProps = {
  property: ManagedProperty;
  saving: boolean;
  /** Why it was not saved; null while nothing is wrong. */
  problem: string | null;
  onSave: (changes: Changes) => void;
  onCancel: () => void;
};

/** The name people read and what it means; the key stays, as requests, filters and links know it by that. */
export function EditRow({ property, saving, problem, onSave, onCancel }: EditRowProps) {
  const [name, setName] = useState(property.displayName);
  const [description, setDescription] = useState(property.description ?? "");
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ displayName: name, description });
  };
  return (
    <tr className="border-t">
      <td colSpan={5} className="p-4">
        <form
          aria-label={`Edit ${property.displayName}`}
          onSubmit={submit}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
          }}
          className="sticky left-4 flex w-[calc(100cqw-2rem)] flex-wrap items-end gap-3"
        >
          <label htmlFor={`${id}name`} className="flex w-56 flex-col gap-1 text-muted text-xs max-sm:w-full">
            Name of {property.key}
            <Input
              className="text-ink"
              id={`${id}name`}
              autoFocus
              value={name}
              maxLength={80}
              placeholder="Made from the key"
              aria-describedby={`${id}problem`}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <label
            htmlFor={`${id}description`}
            className="flex min-w-56 flex-1 flex-col gap-1 text-muted text-xs max-sm:basis-full"
          >
            Description
            <Input
              className="text-ink"
              id={`${id}description`}
              value={description}
              maxLength={500}
              placeholder="What it means, in your team’s words"
              onChange={(event) => setDescription(event.target.value)}
            />
          </label>
          <Button type="submit" variant="primary" size="md" disabled={saving}>
            {saving ? "Saving" : "Save"}
          </Button>
          <Button variant="ghost" size="md" onClick={onCancel}>
            Cancel
          </Button>
          <p id={`${id}problem`} role="alert" className="basis-full text-failed text-sm empty:hidden">
            {problem}
          </p>
        </form>
      </td>
    </tr>
  );
}
