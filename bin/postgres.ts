import { type EmbeddedServer, startEmbeddedServer } from "@/db/embedded/server";
import { pause } from "@/lib/ingest/pause";
import { createBackoff } from "./backoff";

export type SupervisedPostgres = {
  /** Stays the same when the server is restarted. */
  url: string;
  folder: string;
  stop: () => Promise<void>;
};

/** Starts the embedded Postgres and keeps it running: one that dies is started again on the same port. */
export async function supervisePostgres(dataDir: string): Promise<SupervisedPostgres> {
  const first = await startEmbeddedServer({ dataDir });
  const wake = new AbortController();
  const backoff = createBackoff();
  let server: EmbeddedServer | null = first;

  const finished = (async () => {
    while (!wake.signal.aborted) {
      await server?.exited;
      server = null;
      if (wake.signal.aborted) return;
      const delay = backoff.next();
      console.error(`Postgres ended: starting it again in ${delay / 1000} s. Its log: ${first.logFile}`);
      await pause(delay, wake.signal);
      if (wake.signal.aborted) return;
      server = await startEmbeddedServer({ dataDir, port: first.port }).catch((error: Error) => {
        console.error(error.message);
        return null;
      });
    }
    await server?.stop();
  })();

  return {
    url: first.url,
    folder: first.folder,
    stop: async () => {
      wake.abort();
      await server?.stop();
      await finished;
    },
  };
}
