import { ArrowDown, ArrowUp } from "lucide-react";
import type { TableSort } from "@/components/properties/table-columns";
import { readSort } from "@/components/properties/table-columns";
import { classNames } from "@/components/ui/class-names";

type SortHeaderProps = {
  sort: TableSort;
  label: string;
  /** What the label leaves out. */
  title?: string;
  /** The order in the URL. */
  current: string;
  onSort: (sort: string) => void;
};

/** First click: the largest first (values: A to Z); the next one turns it round. */
export function SortHeader({ sort, label, title, current, onSort }: SortHeaderProps) {
  const { by, descending } = readSort(current);
  const chosen = by === sort;
  const text = sort === "value";
  const next = chosen ? !descending : !text;
  const Arrow = descending ? ArrowDown : ArrowUp;
  const arrow = chosen ? <Arrow aria-hidden className="size-3.5 shrink-0" /> : null;
  const inner = classNames(
    "flex h-9 w-full items-center gap-1 whitespace-nowrap",
    text ? "pr-4 pl-2" : "justify-end px-2 in-[th:last-child]:pr-4",
    chosen ? "text-ink" : "text-muted",
  );
  return (
    <th
      scope="col"
      aria-sort={chosen ? (descending ? "descending" : "ascending") : "none"}
      title={title}
      className={classNames(
        "bg-surface p-0 font-medium shadow-[inset_0_-1px_var(--line)]",
        text ? "sticky left-8 z-10 text-left" : "text-right",
      )}
    >
      <button
        type="button"
        onClick={() => onSort(next ? `-${sort}` : sort)}
        className={classNames(inner, "hover:text-ink focus-visible:outline-offset-[-2px]")}
      >
        {text ? null : arrow}
        {label}
        {text ? arrow : null}
      </button>
    </th>
  );
}
