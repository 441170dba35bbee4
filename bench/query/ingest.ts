import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@/db/client";
import { testRecord } from "@/lib/ingest/test-record";
import { openBatchWriter } from "@/lib/ingest/write-batch";

/**
 * Writes records with two properties into a project, as the writer does, until it is stopped. Arguments: database URL,
 * project, records per second.
 */
const [url = "", project = "", rate = ""] = process.argv.slice(2);
const PER_SECOND = 4;
const database = openDatabase(url, { pool: 2, name: "facet-bench-ingest" });
const writeBatch = openBatchWriter(database);

async function run(): Promise<void> {
  for (let batch = 0; ; batch++) {
    const records = Array.from({ length: Number(rate) / PER_SECOND }, () =>
      testRecord({
        projectId: Number(project),
        properties: [
          { key: "environment", spelling: "Environment", value: "production" },
          { key: "feature", spelling: "Feature", value: `feature-0${1 + (batch % 9)}` },
        ],
      }),
    );
    await writeBatch(records);
    await sleep(1000 / PER_SECOND);
  }
}

process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.("ready");
await run();
