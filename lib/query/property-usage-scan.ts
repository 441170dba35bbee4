import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { details, facts } from "@/db/schema";
import { type Field, fieldOfKey } from "@/lib/filters/fields";
import { execute, type Reader } from "./context";
import { estimateDistinct } from "./estimate-distinct";

export type PropertyUsage = {
  requests: number;
  /** Nano-dollars; null: none of the requests is priced. */
  cost: number | null;
  values: number;
  estimated: boolean;
  /** Requests by number of bucket. */
  points: Map<number, number>;
};

export type Slotted = { key: string; column: PgColumn; leftOut: boolean };
export type Found = [key: string, usage: PropertyUsage];

export type Scan = {
  buckets: readonly Date[];
  /** Undefined: every request is read. */
  samplePercent: number | undefined;
  total: number;
  matching: (part: { samplePercent?: number }, reads: readonly Field[]) => SQL;
};

export type UsageRow = {
  /** Which property. */
  which: number | string;
  /** Null: all buckets together. */
  bucket: number | null;
  requests: string;
  cost: string | null;
  values: string;
};

/** The rows of one property as its usage; `factor` is what each row of a sample stands for. */
export function usageOf(key: string, rows: readonly UsageRow[], estimated = false, factor = 1): Found[] {
  const whole = rows.find(({ bucket }) => bucket === null);
  if (whole === undefined || Number(whole.requests) === 0) return [];
  const scaled = (figure: string) => Math.round(Number(figure) * factor);
  const points = rows.flatMap(({ bucket, requests }): [number, number][] =>
    bucket === null ? [] : [[bucket, scaled(requests)]],
  );
  return [
    [
      key,
      {
        requests: scaled(whole.requests),
        cost: whole.cost === null ? null : scaled(whole.cost),
        values: Number(whole.values),
        estimated,
        points: new Map(points),
      },
    ],
  ];
}

/** Two passes over facts, or over a sample of them, whatever the number of properties. */
export async function fromSlots(reader: Reader, slotted: readonly Slotted[], scan: Scan): Promise<Found[]> {
  if (slotted.length === 0) return [];
  const matching = scan.matching({ samplePercent: scan.samplePercent }, []);
  const columns = slotted.flatMap(({ column }, index) => {
    const carried = sql`filter (where ${column} <> 0)`;
    const name = (letter: string) => sql.identifier(`${letter}${index}`);
    return sql`count(*) ${carried} as ${name("r")}, sum(${facts.cost}) ${carried} as ${name("c")}`;
  });
  // Grouping rows by a bucket number costs a sort of all of them when the planner expects one group each: a few thousand
  // cells of minutes and slots are what there really is.
  const sums = await execute<Record<string, unknown>>(
    reader,
    sql`select ${bucketNumber(scan.buckets)} as bucket, count(*) as seen, ${sql.join(columns, sql`, `)} ${matching} group by 1`,
  );
  const distinct = await countValues(reader, slotted, matching, scan.samplePercent !== undefined);
  const seen = sums.reduce((sum, row) => sum + Number(row.seen), 0);
  const estimated = scan.samplePercent !== undefined;
  const factor = estimated && seen > 0 ? scan.total / seen : 1;
  return slotted.flatMap(({ key }, index) => {
    const parts = sums.map(
      (row): UsageRow => ({
        which: index,
        bucket: Number(row.bucket),
        requests: String(row[`r${index}`] ?? 0),
        cost: row[`c${index}`] === null ? null : String(row[`c${index}`]),
        values: "0",
      }),
    );
    const counted = distinct.get(index) ?? { sample: 0, values: 0, once: 0 };
    const requests = parts.reduce((sum, part) => sum + Number(part.requests), 0);
    const values = estimated ? estimateDistinct({ ...counted, whole: counted.sample * factor }) : counted.values;
    const whole = {
      which: index,
      bucket: null,
      requests: String(requests),
      cost: sumOf(parts),
      values: String(values),
    };
    return usageOf(key, [whole, ...parts], estimated, factor);
  });
}

function sumOf(parts: readonly UsageRow[]): string | null {
  const known = parts.flatMap(({ cost }) => (cost === null ? [] : [BigInt(cost)]));
  return known.length === 0 ? null : String(known.reduce((sum, cost) => sum + cost, 0n));
}

/**
 * The number of the bucket a row lies in: the first one when it begins before the range. The starts are a query of their
 * own, which runs once: reading thirty moments from text for each of 50,000 rows takes twenty times as long as the scan.
 */
function bucketNumber(buckets: readonly Date[]): SQL {
  const starts = buckets.map((start) => start.toISOString());
  return sql`width_bucket(${facts.createdAt}, (select ${sql.param(starts)}::text[]::timestamptz[])) - 1`;
}

/** Where a row is stored. */
const PAGE = sql`facts.tableoid, (facts.ctid::text::point)[0]`;

type Distinct = {
  /** Rows that carry the property, of a sample its pages with the values on them. */
  sample: number;
  values: number /** Those that were seen once. */;
  once: number;
};

/**
 * One scan counts the values of every slot: each grouping set knows a row by the one slot that is not null. In a sample a
 * value counts once per page of the table: it holds whole pages, and what is tagged alike is often stored side by side.
 */
async function countValues(
  reader: Reader,
  slotted: readonly Slotted[],
  matching: SQL,
  sampled: boolean,
): Promise<Map<number, Distinct>> {
  const columns = slotted.map(({ column }) => sql`${column}`);
  const [first] = columns;
  if (first === undefined) return new Map();
  const which = columns.map((column, index) => sql`when grouping(${column}) = 0 then ${sql.raw(String(index))}`);
  const sets = columns.map((column) => (sampled ? sql`(${column}, ${PAGE})` : sql`(${column})`));
  // Without grouping sets Postgres can use several processes: it is often the one property with too many values.
  const counted =
    columns.length === 1 && !sampled
      ? sql`select 0 as which, ${first} as code, count(*) as n ${matching} group by 2`
      : sql`select case ${sql.join(which, sql` `)} end as which, coalesce(${sql.join(columns, sql`, `)}) as code, count(*) as n
          ${matching} group by grouping sets (${sql.join(sets, sql`, `)})`;
  const perValue = sampled ? sql`select which, code, count(*) as n from (${counted}) as pages group by 1, 2` : counted;
  const rows = await execute<{ which: number; sample: string; values: string; once: string }>(
    reader,
    sql`select which, sum(n) as sample, count(*) as values, count(*) filter (where n = 1) as once
      from (${perValue}) as used where code <> 0 group by which`,
  );
  return new Map(
    rows.map(({ which, sample, values, once }) => [
      which,
      { sample: Number(sample), values: Number(values), once: Number(once) },
    ]),
  );
}

type ExtraRow = UsageRow & { which: string; seen: string; once: string; pages: string };

/** Properties that are read as texts: what is read of a request, and the pairs of `key` and `value` that are made of it. */
export type Texts = { reads: readonly Field[]; columns: SQL; pairs: SQL };

/** All properties without a slot, asked for or not. */
export function textsOfExtra(keys: readonly string[]): Texts {
  const pairs = sql`jsonb_each_text(extra) as pair`;
  return { reads: keys.map(fieldOfKey), columns: sql`${details.extra} as extra`, pairs };
}

/** Properties that are read from several places. */
export function textsOfMerged(merged: readonly { key: string; text: SQL }[]): Texts {
  const name = (index: number) => sql.identifier(`text_${index}`);
  const columns = merged.map(({ text }, index) => sql`${text} as ${name(index)}`);
  const pairs = merged.map(({ key }, index) => sql`(${key}::text, ${name(index)})`);
  return {
    reads: merged.map(({ key }) => fieldOfKey(key)),
    columns: sql.join(columns, sql`, `),
    pairs: sql`lateral (values ${sql.join(pairs, sql`, `)}) as pair (key, value)`,
  };
}

/** One pass over the requests, or over a sample of them, whatever the number of properties. */
export async function fromTexts(reader: Reader, { reads, columns, pairs }: Texts, scan: Scan): Promise<Found[]> {
  const matching = scan.matching({ samplePercent: scan.samplePercent }, reads);
  const rows = await execute<ExtraRow>(
    reader,
    sql`with matching as materialized (
        select ${bucketNumber(scan.buckets)} as bucket, ${facts.cost} as cost, ${columns},
          row(${PAGE})::text as page ${matching}
      ), tagged as (
        select pair.key, pair.value, bucket, page, count(*) as n, sum(cost) as cost
        from matching, ${pairs} where pair.value is not null group by 1, 2, 3, 4
      ), by_value as (select key, count(distinct page) as n from tagged group by key, value
      ), counted as (
        select key, sum(n) as pages, count(*) as values, count(*) filter (where n = 1) as once from by_value group by key
      )
      select key as which, bucket, sum(n) as requests, sum(cost) as cost, max(counted.values) as values,
        max(once) as once, max(pages) as pages, (select count(*) from matching) as seen
      from tagged join counted using (key) group by grouping sets ((key, bucket), (key))`,
  );
  const estimated = scan.samplePercent !== undefined;
  const byKey = new Map<string, ExtraRow[]>();
  for (const row of rows) byKey.set(row.which, [...(byKey.get(row.which) ?? []), row]);
  return [...byKey].flatMap(([key, ofKey]) => {
    const factor = estimated ? scan.total / Number(ofKey[0]?.seen) : 1;
    return usageOf(
      key,
      ofKey.map((row) => withValues(row, estimated, factor)),
      estimated,
      factor,
    );
  });
}

function withValues(row: ExtraRow, estimated: boolean, factor: number): UsageRow {
  if (!estimated) return row;
  const sample = Number(row.pages);
  const counted = { sample, values: Number(row.values), once: Number(row.once), whole: sample * factor };
  return { ...row, values: String(estimateDistinct(counted)) };
}
