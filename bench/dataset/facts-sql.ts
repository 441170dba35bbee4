import { type SQL, sql } from "drizzle-orm";
import { bucketBounds } from "./bucket-bounds";
import type { ProjectCodes } from "./dictionaries";
import {
  type DatasetSpec,
  INPUT_TABLE,
  JOB,
  LARGE_SHARE,
  LARGE_USERS,
  LATENCY_TABLE,
  MODEL_TABLE,
  MODELS,
  OUTPUT_TABLE,
  PERIOD,
  PROPERTIES,
  PROVIDERS,
  ROWS_PER_JOB,
  SMALL_USERS,
} from "./spec";

/** Rows `from` to `to` (not included) of the dataset, of which row n arrives at `startMs + n * spanMs / rows`. */
export type Stretch = { from: number; to: number; startMs: number; spanMs: number };

const SLOTS = 16;
/** Slowest model times the longest latency. */
const BOUNDS = bucketBounds(Math.ceil(Math.max(...LATENCY_TABLE) * 1.5) + 100);

/**
 * The rows of a stretch, computed from nothing but their number: Postgres' own hash of it and of a salt says what each
 * property is. Every level ends in OFFSET 0, or the planner would compute each hash as often as it is used.
 */
export function insertFacts(table: string, stretch: Stretch, spec: DatasetSpec, projects: ProjectCodes[]): SQL {
  const base = (field: string) => sql`(${intArray(projects.map(({ bases }) => bases.get(field) ?? 0))})[place]`;
  const code = (field: string, index: SQL) => sql`case when ${index} = 0 then 0 else ${base(field)} + ${index} end`;
  const slots = PROPERTIES.map(({ spelling }, index) => code(spelling, sql.raw(`v${index}`)));
  const job = sql`case when named then ${base(JOB.spelling)} + job + 1 else 0 end`;
  const price = (kind: "inputPrice" | "outputPrice") =>
    sql`(array[${sql.join(
      MODELS.map((model) => sql.raw(String(model[kind] ?? "null"))),
      sql`, `,
    )}]::bigint[])[model]`;
  const provider = MODELS.map(({ provider }) => PROVIDERS.indexOf(provider) + 1);
  return sql`insert into ${sql.identifier(table)} (project_id, latency_ms, created_at, cost, model_code, provider_code,
      status, outcome, latency_bucket, usage_source, ${slotNames(PROPERTIES.length + 1)},
      input_tokens, output_tokens, cache_read_tokens, user_code, ttft_ms, cost_input, cost_output, id)
    select (${intArray(projects.map(({ projectId }) => projectId))})[place], latency,
      to_timestamp(ms / 1000.0), cost_input + cost_output, ${base("model")} + model,
      ${base("provider")} + (${intArray(provider)})[model], status, case status when 499 then 1 else 0 end,
      width_bucket(latency, ${intArray(BOUNDS)}), case when output = 0 then 0 else 2 end,
      ${sql.join([...slots, job], sql`, `)},
      input, output, case when extra & 7 = 0 then input / 2 end, ${base("user")} + who + 1,
      case when extra & 3 = 0 then 40 + latency / 6 end, cost_input, cost_output,
      (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(extra & 4095), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid
    from (select *, (input * ${price("inputPrice")}) as cost_input, output * ${price("outputPrice")} as cost_output
      from (${values(stretch, spec)} offset 0) as drawn offset 0) as priced`;
}

function slotNames(count: number): SQL {
  const names = Array.from({ length: Math.min(count, SLOTS) }, (_, index) => sql.raw(`slot_${index + 1}`));
  return sql.join(names, sql`, `);
}

/** Everything drawn: indexes of values (0: absent), model, status, tokens, latency. */
function values(stretch: Stretch, { rows, mode }: DatasetSpec): SQL {
  const correlated = mode === "correlated";
  const drawnBy = { row: sql`n`, user: sql`(who + place * 1000000)`, job: sql`(job + place * 100000000::bigint)` };
  const properties = PROPERTIES.map(({ table, drawnBy: source }, index) => {
    // One row in sixteen does not follow its user or job.
    const by = correlated && source !== "row" ? sql`case when n % 16 = 7 then n else ${drawnBy[source]} end` : sql`n`;
    return sql`(${intArray(table)})[${pick(by, 10 + index)} + 1] as ${sql.raw(`v${index}`)}`;
  });
  const feature = PROPERTIES.findIndex(({ spelling }) => spelling === "Feature");
  const model = sql`(${intArray(MODEL_TABLE)})[${pick(sql`n`, 2)} + 1]`;
  // A feature uses mostly two neighbouring models.
  const chosen = correlated
    ? sql`case when ${sql.raw(`v${feature}`)} > 0 and n % 8 > 0 then ${sql.raw(`v${feature}`)} * 2 - n % 2 else drawn_model end`
    : sql`drawn_model`;
  return sql`select *, case status when 200 then (${intArray(OUTPUT_TABLE)})[out_pick + 1] else 0 end as output,
      (drawn_latency * (60 + 4 * model) / 100 + extra % 17 + 1)::int as latency
    from (select *, (${chosen})::int as model from (
      select n, ms, place, job, who, named, ${sql.join(properties, sql`, `)}, ${model} as drawn_model,
        (${intArray(LATENCY_TABLE)})[${pick(sql`n`, 3)} + 1] as drawn_latency,
        (${intArray(INPUT_TABLE)})[${pick(sql`n`, 4)} + 1] as input, ${pick(sql`n`, 5)} as out_pick, extra,
        case when fate < 970 then 200 when fate < 985 then 429 when fate < 1000 then 500 else 499 end as status
      from (${places(stretch, rows)} offset 0) as placed offset 0) as named_values offset 0) as modelled`;
}

/** Which project, job and user a row belongs to. */
function places({ from, to, startMs, spanMs }: Stretch, rows: number): SQL {
  const skewed = sql`(skew * skew / 1048576 * (case place when 1 then ${LARGE_USERS}::bigint else ${SMALL_USERS} end) / 1048576)::int`;
  return sql`select *, ${skewed} as who, hashint8extended(job + place * 100000000::bigint, 6) & 127 < ${JOB.shareOf128}::int as named
    from (select n, ms, place, (within / ${ROWS_PER_JOB}::int)::int as job, hashint8extended(n, 1) & 1048575 as skew,
        (hashint8extended(n, 7) & 65535)::int as extra, ${pick(sql`n`, 8)} as fate
      from (select n, ${startMs}::bigint + n * ${spanMs}::bigint / ${rows}::bigint as ms,
          (case when n % ${PERIOD}::int < ${LARGE_SHARE}::int then 1 else n % ${PERIOD}::int - ${LARGE_SHARE - 2}::int end)::int as place,
          case when n % ${PERIOD}::int < ${LARGE_SHARE}::int then n / ${PERIOD}::int * ${LARGE_SHARE}::int + n % ${PERIOD}::int
            else n / ${PERIOD}::int end as within
        from generate_series(${from}::bigint, ${to - 1}::bigint) as n) as numbered offset 0) as seeded`;
}

/** A number below 1,024. */
function pick(by: SQL, salt: number): SQL {
  return sql`(hashint8extended(${by}, ${sql.raw(String(salt))}) & 1023)::int`;
}

/** A constant: as a parameter the planner would not know that it has no nulls. */
function intArray(values: number[]): SQL {
  return sql.raw(`'{${values.join(",")}}'::int[]`);
}
