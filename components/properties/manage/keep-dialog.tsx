"use client";

import { useId, useState, useTransition } from "react";
import { formatCount } from "@/components/format/count";
import { DialogForm } from "@/components/properties/manage/dialog-form";
import type { SaveProperty } from "@/components/properties/manage/use-save-property";
import { Input } from "@/components/ui/input";
import { useUndo } from "@/components/ui/undo-notice";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type KeepDialogProps = { property: ManagedProperty; project: string; save: SaveProperty; onClose: () => void };

/** Asks for how long values are kept. Deleting cannot be taken back, so it is said and confirmed first. */
export function KeepDialog({ property, project, save, onClose }: KeepDialogProps) {
  const id = useId();
  const notice = useUndo();
  const { key, displayName, keepDays } = property;
  const [text, setText] = useState(keepDays === null ? "" : String(keepDays));
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const days = /^[1-9]\d{0,4}$/.test(text.trim()) ? Number(text) : null;
  const forGood = text.trim() === "";
  const deletes = days !== null && (keepDays === null || days < keepDays);
  const ready = forGood ? keepDays !== null : days !== null && days !== keepDays && (sure || !deletes);
  const submit = () =>
    start(async () => {
      const wrong = await save(project, key, { keepDays: days });
      setProblem(wrong);
      if (wrong !== null) return;
      onClose();
      const kept = days === null ? "as long as their requests" : `for ${formatDays(days)}`;
      notice.show({ message: `Values of ${displayName} are kept ${kept}.`, undo: null });
    });
  return (
    <DialogForm
      title={`How long values of ${displayName} are kept`}
      {...{ problem, onClose }}
      submitLabel={deletes ? "Delete older values" : "Save"}
      ready={!pending && ready}
      onSubmit={submit}
    >
      <label htmlFor={id} className="flex flex-col gap-1.5 text-sm">
        Days
        <Input
          id={id}
          autoFocus
          inputMode="numeric"
          value={text}
          maxLength={5}
          placeholder="As long as their requests"
          aria-invalid={!forGood && days === null}
          aria-describedby={`${id}note`}
          onChange={(event) => {
            setText(event.target.value);
            setSure(false);
            setProblem(null);
          }}
        />
      </label>
      <p id={`${id}note`} className="text-muted text-xs">
        {noteOf(days, forGood)}
      </p>
      {deletes ? (
        <label className="flex min-h-7 items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="accent-accent"
            checked={sure}
            onChange={(event) => setSure(event.target.checked)}
          />
          Delete older values of {displayName} for good
        </label>
      ) : null}
    </DialogForm>
  );
}

function noteOf(days: number | null, forGood: boolean): string {
  if (forGood) return "Values stay as long as the requests that carry them.";
  if (days === null) return "Use a whole number of days, or leave it empty.";
  return (
    `Its values are deleted from all requests older than ${formatDays(days)}, within minutes and from then on twice a day. The ` +
    "requests stay and count as untagged. Deleted values cannot be brought back."
  );
}

/** `1 day`, `90 days`. */
export function formatDays(days: number): string {
  return `${formatCount(days)} ${days === 1 ? "day" : "days"}`;
}
