import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "@/db/client";
import { partitionDay } from "@/db/partitions";
import { fillDictionaries, type ProjectCodes } from "./dictionaries";
import { insertFacts } from "./facts-sql";
import { attachDayTable, createDayTable, type DayTable, indexDayTable } from "./partition";
import type { Progress } from "./progress";
import { type DatasetSpec, MODELS } from "./spec";

const DAY_MS = 86_400_000;
/** Days filled at a time: Postgres uses one core for each. */
const AT_A_TIME = 2;

type Day = { from: number; to: number; start: string; end: string };

/** Fills an empty, migrated database with the dataset whose last row arrives right before `endMs`. */
export async function loadDataset(url: string, spec: DatasetSpec, endMs: number, progress: Progress): Promise<void> {
  const database = openDatabase(url, { pool: AT_A_TIME + 1, name: "facet-dataset" });
  try {
    progress.begin("values", 1);
    const projects = await fillDictionaries(database, spec.rows);
    const days = daysOf(spec, endMs);
    progress.begin("requests", spec.rows);
    const worker = async () => {
      for (let day = days.shift(); day; day = days.shift()) {
        await loadDay(database, spec, endMs, day, projects);
        progress.advance(day.to - day.from);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    progress.begin("statistics", 1);
    await database.execute(sql`vacuum (analyze) facts, details, dictionary`);
  } finally {
    await database.$client.end();
  }
}

const spanOf = ({ days }: DatasetSpec) => days * DAY_MS;

/** UTC days with the rows that arrive in them. */
function daysOf(spec: DatasetSpec, endMs: number): Day[] {
  const startMs = endMs - spanOf(spec);
  // The first row that does not arrive before: whole numbers, as the rows' own times are computed.
  const rowAt = (ms: number) => {
    const offset = BigInt(Math.min(Math.max(ms - startMs, 0), spanOf(spec)));
    const span = BigInt(spanOf(spec));
    return Number((offset * BigInt(spec.rows) + span - 1n) / span);
  };
  const days: Day[] = [];
  for (let day = Math.floor(startMs / DAY_MS) * DAY_MS; day < endMs; day += DAY_MS) {
    const [start, end] = [new Date(day).toISOString(), new Date(day + DAY_MS).toISOString()];
    days.push({ from: rowAt(day), to: rowAt(day + DAY_MS), start, end });
  }
  return days;
}

/** In one transaction with the table's creation: on a server with `wal_level=minimal` nothing of it is logged. */
async function loadDay(
  database: Database,
  spec: DatasetSpec,
  endMs: number,
  day: Day,
  projects: ProjectCodes[],
): Promise<void> {
  const suffix = partitionDay(new Date(day.start)).replaceAll("-", "");
  const tableOf = (parent: DayTable["parent"]): DayTable => {
    return { parent, name: `${parent}_${suffix}`, from: day.start, to: day.end };
  };
  const tables = [tableOf("facts"), tableOf("details")] as const;
  await database.transaction(async (transaction) => {
    for (const table of tables) await createDayTable(transaction, table);
    const stretch = { ...day, startMs: endMs - spanOf(spec), spanMs: spanOf(spec) };
    await transaction.execute(insertFacts(tables[0].name, stretch, spec, projects));
    await transaction.execute(insertDetails(tables[1].name, tables[0].name, projects));
    for (const table of tables) await indexDayTable(transaction, table);
  });
  // Attaching locks the parent against other attachments: only for this moment.
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`lock table facts in share update exclusive mode`);
    for (const table of tables) await attachDayTable(transaction, table);
  });
}

/** Light details: no bodies, but what a list shows. */
function insertDetails(details: string, facts: string, projects: ProjectCodes[]) {
  const names = sql.raw(`'{${MODELS.map(({ name }) => name).join(",")}}'::text[]`);
  const bases = projects.map(({ projectId, bases }) => sql.raw(`(${projectId}, ${bases.get("model") ?? 0})`));
  return sql`insert into ${sql.identifier(details)} (project_id, created_at, id, method, path, upstream_host, stream,
      request_model, response_model, finish_reason, error, parameters, priced_as, price_version, unpriced_reason,
      request_preview, response_preview, request_content_type, response_content_type, request_length, response_length)
    select project_id, created_at, id, 'POST', '/v1/chat/completions', 'api.example.com', ttft_ms is not null,
      model, model, case when status = 200 then 'stop' end, case when status >= 400 then 'the provider refused' end,
      '{"temperature":0.2}', case when cost is not null then model end,
      case when cost is not null then 'bench' end, case when cost is null then 'unknown-model' end,
      'Please correct the spelling of sentence ' || input_tokens || ' and answer with it alone.',
      'Here is sentence ' || output_tokens || ' without a mistake.', 'application/json', 'application/json',
      input_tokens * 4, output_tokens * 4
    from (select f.*, (${names})[f.model_code - bases.base] as model from ${sql.identifier(facts)} f
      join (values ${sql.join(bases, sql`, `)}) bases (id, base) on bases.id = f.project_id offset 0) as named`;
}
