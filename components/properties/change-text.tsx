import { ArrowDown, ArrowUp } from "lucide-react";
import type { ChartUnit } from "@/components/charts/chart-types";
import { ABSENT, formatExactFigure } from "@/components/charts/unit-format";
import { formatChange } from "@/components/format/change";

type ChangeTextProps = {
  current: number | null;
  /** The same figure in the period before; null: unknown, or nothing to compare with. */
  previous: number | null;
  unit: ChartUnit;
};

/** `↑ +12.4 %`; what it was before on hover. Not coloured: more of something is neither good nor bad. */
export function ChangeText({ current, previous, unit }: ChangeTextProps) {
  const change = formatChange(current, previous);
  if (change === null || current === null || previous === null) return <span className="text-faint">{ABSENT}</span>;
  const Arrow = current > previous ? ArrowUp : ArrowDown;
  return (
    <span
      className="inline-flex items-center justify-end gap-1"
      title={`${formatExactFigure(previous, unit)} in the period before`}
    >
      {/^[+−]/.test(change) === false ? null : <Arrow aria-hidden className="size-3 text-faint" />}
      {change}
    </span>
  );
}
