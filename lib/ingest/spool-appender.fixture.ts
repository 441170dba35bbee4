import { pino } from "pino";
import { openSpool } from "./spool";
import { testRecord } from "./test-record";

// Appends until it is killed; tells every id once the spool has it.
const [dataDir = ""] = process.argv.slice(2);
const spool = openSpool({ dataDir, durability: "process", maxBytes: 2 ** 30, logger: pino({ level: "silent" }) });
for (;;) {
  const record = testRecord();
  if ((await spool.append(record)) === "stored") process.stdout.write(`${record.id}\n`);
}
