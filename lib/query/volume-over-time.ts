import "server-only";
import { sql } from "drizzle-orm";
import { OUTCOMES } from "@/db/outcome";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import { bucketStarts, chooseGranularity, type Granularity, type ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { resolveFields } from "./resolve-fields";
import { topOverTime } from "./top-over-time";
import type { Dimension } from "./types";

/** How calls end, from good to bad: a status class, or a word where the status alone would mislead. */
const ENDINGS = ["1xx", "2xx", "3xx", "cancelled", "4xx", "5xx", "interrupted", "unreachable"] as const;
type Ending = (typeof ENDINGS)[number];

export type VolumeSeries = {
  /** `ending`: of the dimension `status`, its value is one of ENDINGS. */
  kind: "ending" | "value" | "other" | "untagged";
  /** Null for `other` and `untagged`. */
  value: string | null;
  /** Requests, one figure per bucket. */
  points: number[];
};

/** Every request of the range in exactly one series and bucket. */
export type VolumeOverTime = {
  granularity: Granularity;
  timeZone: string;
  /** Start of each bucket. */
  buckets: Date[];
  /** The last bucket ends here; later than now when it is still running. */
  end: Date;
  series: VolumeSeries[];
  /** Values behind Other. */
  otherValues: number;
};

type Asked = { filter: Filter | null; range: ResolvedRange };

const TOP = 7;
/** Finer than the charts': a week in hours shows the bump that one then drags over. */
const HOURS_UP_TO_MS = 8 * 24 * 3_600_000;

/** Requests over time by how they ended, or by the top values of another dimension, Other and Untagged. */
export async function volumeOverTime(
  context: QueryContext,
  { by, filter, range }: Asked & { by: Dimension },
): Promise<VolumeOverTime> {
  const { timeZone } = context.project;
  const chosen = chooseGranularity(range);
  const short = range.to.getTime() - range.from.getTime() <= HOURS_UP_TO_MS;
  const granularity = chosen === "day" && short ? "hour" : chosen;
  const buckets = bucketStarts(range, granularity, timeZone);
  const asked = { filter, range };
  const { series, otherValues } =
    by === "status" ? await byEnding(context, asked, buckets) : await byValue(context, by, asked, buckets);
  return { granularity, timeZone, buckets, end: range.to, series, otherValues };
}

type Split = Pick<VolumeOverTime, "series" | "otherValues">;

async function byEnding(context: QueryContext, asked: Asked, buckets: Date[]): Promise<Split> {
  const codes = await resolveFields(context, asked.filter);
  const groups = [sql`${facts.status}`, sql`${facts.outcome}`];
  const { rows } = await answerGroups(
    context,
    { ...asked, fields: ["status"], groups, metrics: ["requests"], buckets },
    codes,
    execute<{ bucket: number; g0: number; g1: number; m0: string }>,
  );
  const points = new Map<Ending, number[]>();
  for (const { bucket, g0: status, g1: outcome, m0: requests } of rows) {
    const ending = endingOf(status, outcome);
    const row = points.get(ending) ?? buckets.map(() => 0);
    row[bucket] = (row[bucket] ?? 0) + Number(requests);
    points.set(ending, row);
  }
  const series = ENDINGS.flatMap((ending): VolumeSeries[] => {
    const row = points.get(ending);
    return row === undefined ? [] : [{ kind: "ending", value: ending, points: row }];
  });
  return { series, otherValues: 0 };
}

function endingOf(status: number, outcome: number): Ending {
  const name = OUTCOMES[outcome];
  if (name !== undefined && name !== "completed") return name;
  return ENDINGS.find((ending) => ending === `${Math.floor(status / 100)}xx`) ?? "5xx";
}

async function byValue(context: QueryContext, field: Dimension, asked: Asked, buckets: Date[]): Promise<Split> {
  const { groups, count, rows } = await topOverTime(context, {
    ...{ field, ...asked, buckets },
    ...{ metric: "requests", limit: TOP },
  });
  const wanted = [
    ...groups.map(({ value, raw }) => ({ kind: "value" as const, value, raw })),
    { kind: "other" as const, value: null, raw: null },
    { kind: "untagged" as const, value: null, raw: null },
  ];
  const series = wanted.flatMap(({ kind, value, raw }): VolumeSeries[] => {
    const found = rows.filter((row) => row.kind === kind && row.raw === raw);
    const points = buckets.map(() => 0);
    for (const { bucket, metrics } of found) if (bucket !== null) points[bucket] = metrics[0] ?? 0;
    return found.length === 0 ? [] : [{ kind, value, points }];
  });
  return { series, otherValues: count - groups.length };
}
