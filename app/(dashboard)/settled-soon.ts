import "server-only";

/**
 * How long the first byte of a page waits for its sections. Once a frame with skeletons has been painted, React shows
 * what replaces them 300 ms later at the earliest; what is there before that needs no skeleton at all.
 */
const PATIENCE_MS = 200;

/**
 * Resolves when all of it has an answer or has failed, and soon in any case: false, when something is still to come.
 * Failures are for whoever shows the work.
 */
export async function settledSoon(work: readonly Promise<unknown>[]): Promise<boolean> {
  const patience = new AbortController();
  const timer = new Promise<false>((resolve) => {
    const timeout = setTimeout(() => resolve(false), PATIENCE_MS);
    patience.signal.addEventListener("abort", () => clearTimeout(timeout));
  });
  const settled = await Promise.race([Promise.allSettled(work).then(() => true), timer]);
  patience.abort();
  return settled;
}
