/** Postgres channel (LISTEN, NOTIFY) on which the writer says what it has stored. */
export const NEW_REQUESTS = "facet_new_requests";

/** A payload holds less than 8,000 bytes. */
const IDS_PER_PAYLOAD = 200;

/** Payloads that name these requests, which may be of several projects: `7 <id> <id>...`. */
export function newRequestPayloads(rows: readonly { projectId: number; id: string }[]): string[] {
  const idsOf = new Map<number, string[]>();
  for (const { projectId, id } of rows) {
    const ids = idsOf.get(projectId);
    if (ids === undefined) idsOf.set(projectId, [id]);
    else ids.push(id);
  }
  const payloads: string[] = [];
  for (const [projectId, ids] of idsOf) {
    for (let start = 0; start < ids.length; start += IDS_PER_PAYLOAD) {
      payloads.push([projectId, ...ids.slice(start, start + IDS_PER_PAYLOAD)].join(" "));
    }
  }
  return payloads;
}

/** What `newRequestPayloads` made. */
export function readNewRequests(payload: string): { projectId: number; ids: string[] } {
  const [projectId, ...ids] = payload.split(" ");
  return { projectId: Number(projectId), ids };
}
