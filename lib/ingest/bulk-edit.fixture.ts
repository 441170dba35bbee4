import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { type NextPage, runBulkEdit, undoBulkEdit } from "./bulk-edit";
import { readBulkEdit } from "./bulk-edits";

// Does a bulk edit, or takes it back, two requests at a time.
const [url = "", project = "", id = ""] = process.argv.slice(2);
const database = openDatabase(url, { pool: 2, name: "facet-bulk-edit" });
const edit = await readBulkEdit(database, Number(project), Number(id));
if (edit === null) throw new Error("there is no such edit");

const nextPage: NextPage = async (after) => {
  const rows = await database.execute<{ id: string; ms: number }>(sql`
    select id, (extract(epoch from created_at) * 1000)::float8 as ms from facts
    where project_id = ${edit.projectId} and (created_at, id) <
      (${after?.createdAt.toISOString() ?? "infinity"}::timestamptz, ${after?.id ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}::uuid)
    order by created_at desc, id desc limit 2`);
  return rows.map(({ id: requestId, ms }) => ({ id: requestId, createdAt: new Date(ms) }));
};

await (edit.undoAskedAt === null ? runBulkEdit(database, edit, nextPage) : undoBulkEdit(database, edit, 2));
await database.$client.end();
