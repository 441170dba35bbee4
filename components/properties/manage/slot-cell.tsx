import { ABSENT } from "@/components/charts/unit-format";
import { formatMoment } from "@/components/format/time";
import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";
import type { ManagedProperty } from "@/lib/query/managed-properties";

/** The slot a property holds, or how far it is on its way to or from one. */
export function SlotCell({ slot, move, timeZone }: Pick<ManagedProperty, "slot" | "move"> & { timeZone: string }) {
  if (move === null) return slot ?? <span className="text-muted">{ABSENT}</span>;
  return (
    <Tooltip content={`${progressWords(move, timeZone)} Answers are exact meanwhile.`}>
      <button type="button" className="cursor-help">
        <Pill tone="accent">{LABELS[move.step]}</Pill>
      </button>
    </Tooltip>
  );
}

type Move = NonNullable<ManagedProperty["move"]>;

const LABELS = { waits: "waits for its slot", enters: "moving in", leaves: "moving out" } as const;

function progressWords({ step, until }: Move, timeZone: string): string {
  if (step === "waits") return "Its slot is being given up by the property that holds it.";
  if (until === null) return "Begins within a minute.";
  return `Requests before ${formatMoment(until, timeZone)} are done.`;
}
