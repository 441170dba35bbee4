import "server-only";

/** A reader who takes nothing for so long does not keep a snapshot, and with it a connection, any longer. */
const STALLED_MS = 120_000;

/** Waits until a page of an export is taken. Throws when that takes too long. */
export async function takenInTime(taken: Promise<void>, ms = STALLED_MS): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nobody took the next page for ${ms} ms`)), ms);
  });
  try {
    await Promise.race([taken, late]);
  } finally {
    clearTimeout(timer);
  }
}
