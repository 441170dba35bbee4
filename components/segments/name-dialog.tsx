"use client";

import { type RefObject, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";

type NameDialogProps = {
  title: string;
  about: string;
  initial: string;
  verb: string;
  /** What has the focus afterwards: the menu that opened it is gone by then. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** Null when it is done, else what is wrong. */
  onSubmit: (name: string) => Promise<string | null>;
};

/** Asks for the name of a segment; what is wrong with it is said under the field. */
export function NameDialog({ title, about, initial, verb, opener, onClose, onSubmit }: NameDialogProps) {
  const id = useId();
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          opener.current?.focus();
        }}
      >
        <DialogHeader title={title} />
        <form
          className="flex flex-col gap-3 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            start(async () => {
              const wrong = await onSubmit(name);
              setProblem(wrong);
              if (wrong === null) onClose();
            });
          }}
        >
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-sm">
              Name
            </label>
            <Input
              id={id}
              value={name}
              autoFocus
              maxLength={80}
              aria-invalid={problem !== null}
              aria-describedby={`${id}-note`}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(null);
              }}
            />
            <p
              id={`${id}-note`}
              role={problem === null ? undefined : "alert"}
              className={problem === null ? "text-muted text-xs" : "text-failed text-xs"}
            >
              {problem ?? about}
            </p>
          </div>
          <div className="flex justify-end gap-2">
            <Button variant="ghost" size="md" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" size="md" disabled={pending || name.trim() === ""}>
              {verb}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
