/** A row of the table of values, or its totals. */
export type SeenOf = { kind: "value" | "other" | "untagged" | "all"; value: string | null };

/** What users and last requests are found under. */
export function seenKey({ kind, value }: SeenOf): string {
  return `${kind}:${value ?? ""}`;
}
