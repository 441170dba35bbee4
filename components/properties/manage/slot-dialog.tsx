"use client";

import { useState, useTransition } from "react";
import { DialogForm } from "@/components/properties/manage/dialog-form";
import { PropertyChoice } from "@/components/properties/manage/property-choice";
import { useUndo } from "@/components/ui/undo-notice";
import type { ManagedProperty } from "@/lib/query/managed-properties";

/** Which property gets a slot, and which gives its own up. Answers null, or what is wrong as a sentence. */
export type GiveSlot = (project: string, input: { key: string; takeFrom: string }) => Promise<string | null>;

type SlotDialogProps = {
  property: ManagedProperty;
  properties: readonly ManagedProperty[];
  project: string;
  giveSlot: GiveSlot;
  onClose: () => void;
};

/** Asks whose slot a property gets, and says what that costs. */
export function SlotDialog({ property, properties, project, giveSlot, onClose }: SlotDialogProps) {
  const notice = useUndo();
  const { key, displayName } = property;
  const holders = properties.filter(({ slot }) => slot !== null);
  const [takeFrom, setTakeFrom] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const giver = holders.find((each) => each.key === takeFrom)?.displayName;
  const submit = () =>
    start(async () => {
      const wrong = await giveSlot(project, { key, takeFrom });
      setProblem(wrong);
      if (wrong !== null) return;
      onClose();
      notice.show({ message: `${displayName} is being moved to a fast slot.`, undo: null });
    });
  return (
    <DialogForm
      title={`Give ${displayName} a fast slot`}
      {...{ problem, onClose }}
      submitLabel={giver === undefined ? "Give it a slot" : `Take it from ${giver}`}
      ready={!pending && takeFrom !== ""}
      onSubmit={submit}
    >
      <PropertyChoice
        label="All slots are held. Take that of"
        properties={holders}
        value={takeFrom}
        onChange={setTakeFrom}
      />
      <ul className="flex list-disc flex-col gap-1 pl-4 text-muted text-xs">
        <li>
          Every stored request that carries {displayName}
          {giver === undefined ? "" : ` or ${giver}`} is written again in the background, then its figures are summed up
          ahead. The more requests there are the longer it takes; the list of properties shows how far it is.
        </li>
        <li>
          {giver ?? "The other one"} works as before, only slower: its figures are read from the requests each time.
        </li>
        <li>Every answer stays exact meanwhile. It can be undone only by giving the slot back the same way.</li>
      </ul>
    </DialogForm>
  );
}
