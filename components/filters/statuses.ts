/** Ways a call may end that people filter by; single codes come on top. */
export const STATUSES = [
  { value: "error", label: "Any error" },
  { value: "2xx", label: "2xx, successful" },
  { value: "4xx", label: "4xx, refused" },
  { value: "5xx", label: "5xx, failed" },
  { value: "429", label: "429, rate limited" },
  { value: "cancelled", label: "Cancelled by the client" },
  { value: "interrupted", label: "Interrupted by the provider" },
  { value: "unreachable", label: "Provider unreachable" },
] as const;

type Counted = { value: string; requests: number };

/** How many requests a class or a code stands for, from the counts of codes; undefined for words. */
export function statusCount(status: string, codes: readonly Counted[]): number | undefined {
  if (!/^\d/.test(status)) return undefined;
  const isMeant = (code: string) => (status.endsWith("xx") ? code[0] === status[0] : code === status);
  return codes.filter(({ value }) => isMeant(value)).reduce((sum, { requests }) => sum + requests, 0);
}
