import { migrateDatabase } from "@/db/migrate";
import type { Env } from "@/env";
import { withDatabase } from "./database";
import { fillDemo } from "./demo/fill";
import { showProgress } from "./demo/progress";

const DAYS = 30;

/** `facet seed`: fills the demo project of the configured database. */
export async function seed(env: Env): Promise<void> {
  await withDatabase(env, async (url) => {
    await migrateDatabase(url);
    await seedDatabase(url);
  });
}

/** Fills the demo project with a progress bar. What is there stays; aborting leaves what is filled so far. */
export async function seedDatabase(url: string, signal?: AbortSignal): Promise<void> {
  const progress = showProgress();
  try {
    const filled = await fillDemo(url, { now: Date.now(), days: DAYS, onProgress: progress.update, signal });
    progress.stop();
    if (signal?.aborted) return;
    console.log(
      filled === 0
        ? "The demo project is filled already: choose it at the top left of the dashboard."
        : `The demo project has ${filled.toLocaleString("en")} new requests: choose it at the top left of the dashboard.`,
    );
  } finally {
    progress.stop();
  }
}
