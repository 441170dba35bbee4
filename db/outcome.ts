/** `facts.outcome` and `facts.usage_source` hold the index into these lists: append only. */
export const OUTCOMES = ["completed", "cancelled", "interrupted", "unreachable"] as const;
export const USAGE_SOURCES = ["none", "estimated", "reported"] as const;

export type Outcome = (typeof OUTCOMES)[number];
