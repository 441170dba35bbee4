import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { type PlacedLine, readLineSort, sortName } from "@/components/properties/cross-tab/arrange-lines";
import { classNames } from "@/components/ui/class-names";

type LineHeaderProps = {
  scope: "row" | "col";
  label: string;
  /** What a click sorts, for those who do not see it: `rows by paid`. */
  what: string;
  /** The order in the address. */
  current: string;
  onSort: (sort: string) => void;
  /** Stays while the table is scrolled sideways. */
  pinned?: boolean;
} & ({ line: PlacedLine; sort?: undefined } | { sort: "total" | "name"; line?: undefined });

/** The head of a row or a column. A click sorts the other side by it, the largest first; the next one turns it round. */
export function LineHeader({ scope, label, what, current, onSort, pinned = false, line, sort }: LineHeaderProps) {
  const name = line === undefined ? sort : sortName(line);
  const { by, descending } = readLineSort(current);
  const chosen = by === name;
  const text = name === "name";
  const next = chosen ? !descending : !text;
  const [Down, Up] = scope === "row" && !text ? [ArrowRight, ArrowLeft] : [ArrowDown, ArrowUp];
  const Arrow = descending ? Down : Up;
  const quiet = line !== undefined && line.kind !== "value";
  return (
    <th
      scope={scope}
      aria-sort={scope === "col" && chosen ? (descending ? "descending" : "ascending") : undefined}
      className={classNames(
        "max-w-56 bg-surface p-0 font-medium",
        pinned ? "sticky left-0 z-10 min-w-28 text-left max-sm:max-w-32" : "text-right",
        scope === "col" ? "shadow-[inset_0_-1px_var(--line)]" : "shadow-[inset_-1px_0_var(--line)]",
      )}
    >
      <button
        type="button"
        title={`${label}: sort ${what}`}
        onClick={() => onSort(next ? `-${name}` : name)}
        className={classNames(
          "flex h-9 w-full items-center gap-1 px-2.5 hover:text-ink focus-visible:outline-offset-[-2px]",
          pinned ? "pl-4" : "justify-end",
          scope === "row" ? "h-11 font-normal" : "",
          quiet || (scope === "col" && !chosen) ? "text-muted" : "text-ink",
        )}
      >
        <span dir="auto" className="truncate">
          {label}
        </span>
        {chosen ? <Arrow aria-hidden className="size-3.5 shrink-0 text-faint" /> : null}
      </button>
    </th>
  );
}
