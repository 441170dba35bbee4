import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pino } from "pino";
import type { Env } from "@/env";
import type { CapturedBody } from "@/lib/ingest/request-record";
import { openSetAside, type SetAsideRecord, type SetAsideRecords } from "@/lib/ingest/set-aside";
import { UserError } from "./user-error";

/** `facet spool list|show|replay|drop`: what the writer has set aside, whether Facet is running or not. */
export async function spool(env: Env, [action = "list", id = ""]: string[]): Promise<void> {
  const dataDir = resolve(env.FACET_DATA_DIR);
  if (!existsSync(join(dataDir, "spool", "data.mdb"))) {
    throw new UserError(`There is no spool in ${dataDir}: set FACET_DATA_DIR to the folder of the Facet you mean.`);
  }
  const logger = pino({ name: "spool", level: env.FACET_LOG_LEVEL });
  const records = openSetAside(dataDir, env.FACET_DURABILITY === "disk", logger);
  try {
    if (action === "list") list(records);
    else if (action === "show") show(records, id);
    else change(records, action === "replay" ? "replay" : "drop", id);
  } finally {
    await records.close();
  }
}

function list(records: SetAsideRecords): void {
  let count = 0;
  for (const { id, reason, at, bytes } of records.list()) {
    count++;
    console.log(`${id}  ${at.toISOString()}  ${String(bytes).padStart(9)} bytes  ${printable(reason)}`);
  }
  console.log(count === 0 ? "Nothing is set aside." : `${counted(count)} set aside. Next: spool show, replay or drop.`);
}

function show(records: SetAsideRecords, id: string): void {
  const found = records.read(id) ?? missing(id);
  console.log(JSON.stringify(shown(found), null, 2));
}

function change(records: SetAsideRecords, action: "replay" | "drop", id: string): void {
  const ids = id === "--all" ? [...records.list()].map((each) => each.id) : [id];
  const done = ids.filter((each) => records[action](each)).length;
  if (done === 0 && id !== "--all") missing(id);
  const what = action === "replay" ? "given back to the writer, which says so when it sets one aside again" : "deleted";
  console.log(`${counted(done)} ${what}.`);
}

function missing(id: string): never {
  throw new UserError(`No record ${id} is set aside: spool list names those that are.`);
}

const counted = (count: number) => `${count} ${count === 1 ? "record" : "records"}`;

/** One line, and nothing that a terminal would obey: reasons quote what callers sent. */
const printable = (text: string) => text.replace(/\p{Cc}+/gu, " ").slice(0, 300);

/** As JSON, whose escapes keep hostile text harmless; bodies as text. */
function shown({ record, ...about }: SetAsideRecord) {
  if (record === null) return { ...about, record: "cannot be read" };
  const { requestBody, responseBody } = record;
  return { ...about, record: { ...record, requestBody: bodyOf(requestBody), responseBody: bodyOf(responseBody) } };
}

function bodyOf(body: CapturedBody | null) {
  return body && { ...body, bytes: Buffer.from(body.bytes).toString("utf8") };
}
