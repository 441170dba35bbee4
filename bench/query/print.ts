import { formatTable, type Row } from "../table";
import type { QueryResult } from "./run";

type Asked = Pick<QueryResult, "asks" | "rows" | "mode">;

/** One line per ask with the source of Facet's answer, one column per contestant. */
export function printableAsks({ asks, rows, mode }: Asked, kind: "warm" | "first"): string {
  const lines = asks.map(({ name, source, contestants }): Row => {
    const values = Object.entries(contestants).map(([each, times]) => [each, times[kind]] as const);
    return { name: `${name} (${source})`, values: Object.fromEntries(values) };
  });
  return formatTable(`ms, ${kind}, ${rows.toLocaleString("en-US")} requests, ${mode}`, lines);
}

export function printableDisk({ disk, rows }: Pick<QueryResult, "disk" | "rows">): string {
  const large = Object.entries(disk).filter(([, bytes]) => bytes > 1e6);
  const total = large.reduce((sum, [, bytes]) => sum + bytes, 0);
  const lines = [...large, ["all", total] as const].map(([name, bytes]): Row => {
    return { name, values: { MB: bytes / 1e6, "MB per million requests": bytes / rows } };
  });
  return formatTable("disk", lines);
}
