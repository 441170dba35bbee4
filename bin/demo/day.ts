import type { RequestRecord } from "@/lib/ingest/request-record";
import type { Incident } from "./incident";
import { createRandom } from "./random";
import { recordOf } from "./record";
import { visitMoments } from "./rhythm";
import { planNightlyJob, planVisit } from "./visit";

export const DAY_MS = 86_400_000;

/** The calls of one UTC day, oldest first; the same day always has the same calls. Times are ms since the epoch. */
export function recordsOfDay(dayStart: number, projectId: number, now: number, incident: Incident): RequestRecord[] {
  const random = createRandom(`facet demo ${dayStart}`);
  const visits = visitMoments(dayStart, random).flatMap((moment) => planVisit(moment, incident, random));
  const calls = [...visits, ...planNightlyJob(dayStart, random)];
  return calls
    .filter((call) => call.at < dayStart + DAY_MS)
    .sort((left, right) => left.at - right.at)
    .map((call) => recordOf(call, projectId, now, incident, random))
    .filter((record) => record.createdAt + record.latencyMs < now);
}
