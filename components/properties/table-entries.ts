import { formatRate, formatShares } from "@/components/format/share";
import { valueLabel } from "@/components/properties/chart-data";
import { columnOf, figureOf, readSort } from "@/components/properties/table-columns";
import type { PropertyTableRow } from "@/lib/query/property-table";

/** A row as it is shown. */
export type TableEntry = {
  row: PropertyTableRow;
  /** Its requests; null for Other when it is too much for an address. */
  href: string | null;
  /** CSS colour of its swatch and bars. */
  color: string;
  requestShare: string;
  /** Null: nothing in it is priced, or nothing at all costs. */
  costShare: string | null;
};

type Looks = { hrefOf: (row: PropertyTableRow) => string | null; colorOf: (row: PropertyTableRow) => string };

/** Shares of a whole table add up to 100.0; those of a search result stand alone. */
export function tableEntries(rows: readonly PropertyTableRow[], whole: boolean, looks: Looks): TableEntry[] {
  const requests = whole ? formatShares(rows.map((row) => row.requests)) : [];
  const cost = whole ? formatShares(rows.map((row) => row.cost ?? 0)) : [];
  return rows.map((row, index) => ({
    row,
    href: looks.hrefOf(row),
    color: looks.colorOf(row),
    requestShare: requests[index] ?? formatRate(row.requestShare),
    costShare: row.cost === null || row.costShare === null ? null : (cost[index] ?? formatRate(row.costShare)),
  }));
}

const KIND_ORDER = { value: 0, other: 1, untagged: 2 };

/**
 * What is left of the whole table for a search, in the order asked for: `cost`, or `-cost` for the largest first. Other
 * and Untagged stay last and, as they are no values, are not searched. Unknown figures come after the known. What only
 * the server can sort by stays as it came.
 */
export function arrange(entries: readonly TableEntry[], sort: string, search: string): TableEntry[] {
  const wanted = search.trim().toLowerCase();
  const found = entries.filter(({ row }) =>
    wanted === ""
      ? true
      : row.kind === "value" &&
        valueLabel(row.value ?? "")
          .toLowerCase()
          .includes(wanted),
  );
  const { by, descending } = readSort(sort);
  if (sortedByServer(sort)) return found;
  return found.toSorted(({ row: a }, { row: b }) => {
    const byKind = KIND_ORDER[a.kind] - KIND_ORDER[b.kind];
    if (byKind !== 0) return byKind;
    if (by === "value") return compareText(a.value ?? "", b.value ?? "") * (descending ? -1 : 1);
    const [first, second] = [figureOf(a, by), figureOf(b, by)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return (descending ? second - first : first - second) || compareText(a.value ?? "", b.value ?? "");
  });
}

/** Whether rows do not hold what they are to be sorted by; of a change, those that are gone have none. */
export function sortedByServer(sort: string): boolean {
  const { by } = readSort(sort);
  return by !== "value" && columnOf(by).kind !== "share" && columnOf(by).kind !== "figure";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
