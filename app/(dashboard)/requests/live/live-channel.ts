import "server-only";
import type { RequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { formatFilter } from "@/lib/filters/filter-text";
import { arrivedRequests } from "@/lib/query/arrived-requests";
import { withoutCaller } from "@/lib/query/caller";
import { watchRequests } from "@/lib/query/watch-requests";

/** Stored requests are gathered for so long before they are read. */
const GATHER_MS = 300;
/** Beyond it, what arrives at once is only announced: nobody reads that fast. */
const MOST_AT_ONCE = 200;

/** `rows` carries `{rows}`, newest first; `gap` says that some were left out and the list is to be asked for again. */
type LiveEvent = { name: "rows" | "gap"; data: string };
type Send = (event: LiveEvent) => void;

type Channel = { subscribers: Set<Send>; leave: Promise<() => void> };

const shared: typeof globalThis & { facetLiveChannels?: Map<string, Channel> } = globalThis;

/**
 * Sends the requests that match a page's query as they are stored, until what it resolves to is called. Browsers that ask
 * for the same share one query.
 */
export async function subscribeLive(query: RequestsQuery, send: Send): Promise<() => void> {
  shared.facetLiveChannels ??= new Map();
  const channels = shared.facetLiveChannels;
  const { access, filter, range } = query;
  const key = [access.project.id, range.from.getTime(), filter === null ? "" : formatFilter(filter)].join(" ");
  const channel = channels.get(key) ?? withoutCaller(() => openChannel(query));
  channels.set(key, channel);
  channel.subscribers.add(send);
  const leave = () => {
    channel.subscribers.delete(send);
    if (channel.subscribers.size > 0) return;
    if (channels.get(key) === channel) channels.delete(key);
    void channel.leave.then((stop) => stop()).catch(() => undefined);
  };
  try {
    await channel.leave;
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

function openChannel({ access, filter, range }: RequestsQuery): Channel {
  const subscribers = new Set<Send>();
  const tell = (event: LiveEvent) => {
    for (const send of subscribers) send(event);
  };
  let stored: string[] = [];
  let gathering = false;
  const read = async () => {
    gathering = false;
    const ids = stored;
    stored = [];
    if (ids.length > MOST_AT_ONCE) return tell({ name: "gap", data: "{}" });
    try {
      const rows = await arrivedRequests(access, { filter, from: range.from, ids });
      if (rows.length > 0) tell({ name: "rows", data: JSON.stringify({ rows }) });
    } catch (error) {
      console.error(error);
      tell({ name: "gap", data: "{}" });
    }
  };
  const leave = watchRequests(access.database, {
    projectId: access.project.id,
    onStored: (ids) => {
      if (stored.length <= MOST_AT_ONCE) stored.push(...ids);
      if (!gathering) setTimeout(read, GATHER_MS);
      gathering = true;
    },
    onGap: () => tell({ name: "gap", data: "{}" }),
  });
  return { subscribers, leave };
}
