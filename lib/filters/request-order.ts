/** Orders of the list of requests: by time, or by a number, `-` meaning the largest first. Unknown numbers come last. */
export const REQUEST_ORDERS = [
  "newest",
  "oldest",
  "-cost",
  "cost",
  "-latency",
  "latency",
  "-tokens",
  "tokens",
] as const;

export type RequestOrder = (typeof REQUEST_ORDERS)[number];
