import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";

type DialogFormProps = {
  title: string;
  problem: string | null;
  /** What its button says. */
  submitLabel: string;
  ready: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A question in the middle of the window: fields, what is wrong with them, and the way out. */
export function DialogForm({ title, problem, submitLabel, ready, onSubmit, onClose, children }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent>
        <DialogHeader title={title} />
        <form className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4" onSubmit={submit}>
          {children}
          <p role="alert" className="text-failed text-xs empty:hidden">
            {problem}
          </p>
          <div className="flex justify-end gap-2">
            <Button variant="ghost" size="md" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" size="md" disabled={!ready}>
              {submitLabel}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
