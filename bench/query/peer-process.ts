/** What a peer's process is told. */
export type PeerMessage =
  | { kind: "create" }
  | { kind: "load"; file: string }
  | { kind: "finish" }
  /** Answered with the milliseconds it took and its rows. */
  | { kind: "run"; statement: string };

export type PeerAnswer = { ms: number; rows: Record<string, unknown>[] };

/** Answers messages one after the other until the parent is gone. */
export function servePeer(handle: (message: PeerMessage) => Promise<Record<string, unknown>[]>): void {
  process.on("message", async (message: PeerMessage) => {
    const startedAt = performance.now();
    const rows = await handle(message);
    process.send?.({ ms: performance.now() - startedAt, rows } satisfies PeerAnswer);
  });
  process.on("disconnect", () => process.exit(0));
  process.on("SIGTERM", () => process.exit(0));
  process.send?.("ready");
}
