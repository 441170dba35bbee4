import type { ReactNode } from "react";
import { ABSENT } from "@/components/charts/unit-format";

type ShareCellProps = {
  figure: ReactNode;
  title?: string;
  /** The share in words: `12.4 %`. */
  share: string | null;
  /** The same between 0 and 1, for the bar. */
  fraction: number | null;
  color: string;
};

/** A figure, its share of all and a bar of that length. */
export function ShareCell({ figure, title, share, fraction, color }: ShareCellProps) {
  return (
    <td className="min-w-26 px-2 whitespace-nowrap last:pr-4">
      <span className="flex items-baseline justify-end gap-2" title={title}>
        {figure}
        <span className="w-13 text-right text-muted text-xs">{share ?? ABSENT}</span>
      </span>
      <CellBar fraction={fraction ?? 0} color={color} />
    </td>
  );
}

/** Under a figure: how long it is beside the others of its column, from 0 to 1. */
export function CellBar({ fraction, color }: { fraction: number; color: string }) {
  return (
    <span aria-hidden className="mt-1 block h-[3px] overflow-hidden rounded-full bg-sunken group-hover:bg-line">
      <span
        className="block h-full rounded-full"
        style={{ width: `${Math.min(1, Math.max(0, fraction)) * 100}%`, background: color }}
      />
    </span>
  );
}
