import "server-only";
import type { Database } from "@/db/client";
import { NEW_REQUESTS, readNewRequests } from "@/db/new-requests";
import { withoutCaller } from "./caller";

export type Watcher = {
  projectId: number;
  /** Some requests of the project were stored. */
  onStored: (ids: readonly string[]) => void;
  /** The connection was lost and is back: some may have been missed. */
  onGap: () => void;
};

type Hub = { watchers: Set<Watcher>; stop: Promise<() => Promise<void>> };

// On globalThis: `next dev` evaluates this module again on every reload.
const shared: typeof globalThis & { facetRequestHub?: Hub } = globalThis;

/**
 * Tells of every request the writer stores from now on. One connection to Postgres serves all watchers of this process, as
 * long as there is one. Resolves, once it listens, to what ends it; rejects when Postgres cannot be reached.
 */
export async function watchRequests(database: Database, watcher: Watcher): Promise<() => void> {
  shared.facetRequestHub ??= withoutCaller(() => openHub(database));
  const hub = shared.facetRequestHub;
  hub.watchers.add(watcher);
  const leave = () => {
    hub.watchers.delete(watcher);
    if (hub.watchers.size > 0) return;
    if (shared.facetRequestHub === hub) shared.facetRequestHub = undefined;
    // Not listening any more may fail only because the connection is gone.
    void hub.stop.then((stop) => stop()).catch(() => undefined);
  };
  try {
    await hub.stop;
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

function openHub(database: Database): Hub {
  const watchers = new Set<Watcher>();
  let listening = false;
  const listen = database.$client.listen(
    NEW_REQUESTS,
    (payload) => {
      const { projectId, ids } = readNewRequests(payload);
      for (const watcher of watchers) if (watcher.projectId === projectId) watcher.onStored(ids);
    },
    () => {
      if (listening) for (const watcher of watchers) watcher.onGap();
      listening = true;
    },
  );
  return { watchers, stop: listen.then(({ unlisten }) => unlisten) };
}
