import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { type Database, openDatabase } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { JOB, PROPERTIES } from "./spec";

/** Columns of the exported rows, in order. Absent values are empty; cost is nano-dollars. */
export const EXPORTED = [
  "project",
  "id",
  "created_ms",
  "latency",
  "ttft",
  "status",
  "outcome",
  "provider",
  "model",
  "user",
  "input_tokens",
  "output_tokens",
  "cost",
  ...[...PROPERTIES, JOB].map(({ spelling }) => columnOf(spelling)),
];

/** `User-Type` is the column `user_type`. */
function columnOf(key: string): string {
  return key.toLowerCase().replaceAll("-", "_");
}

/** Writes the rows of a stretch of time as CSV, with texts instead of codes: what the peers load. */
export async function exportRows(database: Database, from: Date, to: Date, file: string): Promise<void> {
  const fields = [
    { column: "provider_code", ids: String(FIELD_IDS.provider) },
    { column: "model_code", ids: String(FIELD_IDS.model) },
    { column: "user_code", ids: String(FIELD_IDS.user) },
    ...[...PROPERTIES, JOB].map((_, index) => {
      return { column: `slot_${index + 1}`, ids: `select id from properties where slot = ${index + 1}` };
    }),
  ];
  const texts = fields.map((_, index) => `t${index}.value`);
  const [provider, model, user, ...properties] = texts;
  const joins = fields.map(
    ({ column, ids }, index) => `left join (select project_id, code, value from dictionary where field_id in (${ids}))
      t${index} on t${index}.project_id = f.project_id and t${index}.code = f.${column}`,
  );
  const columns = [
    ...["f.project_id", "f.id", "(extract(epoch from f.created_at) * 1000)::bigint", "latency_ms", "ttft_ms", "status"],
    ...["outcome", provider, model, user, "input_tokens", "output_tokens", "cost", ...properties],
  ];
  // None of the dataset's texts needs quotes. Not COPY: postgres.js sometimes never ends its stream.
  const line = columns.map((column) => `coalesce((${column})::text, '')`).join(", ");
  const lines = database.$client
    .unsafe<{ line: string }[]>(
      `select concat_ws(',', ${line}) as line from facts f ${joins.join("\n")}
      where f.created_at >= '${from.toISOString()}' and f.created_at < '${to.toISOString()}'`,
    )
    .cursor(10_000);
  const output = createWriteStream(file);
  for await (const chunk of lines) {
    if (!output.write(`${chunk.map((row) => row.line).join("\n")}\n`)) await once(output, "drain");
  }
  output.end();
  await once(output, "finish");
}

/** A pool for exporting: one statement at a time, as long as it takes. */
export function openExport(url: string): Database {
  return openDatabase(url, { pool: 1, name: "facet-export" });
}
