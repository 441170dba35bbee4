import { mkdtemp, open, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openSpool } from "./spool";
import { testRecord } from "./test-record";

const logger = pino({ level: "silent" });
const BEFORE_BOOT = new Date("2020-01-01");

async function spoolOfYesterday() {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-recover-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const options = { dataDir, durability: "process" as const, maxBytes: 2 ** 30, logger };
  const spool = openSpool(options);
  for (let count = 0; count < 200; count++) await spool.append(testRecord());
  await spool.close();
  return { dataDir, data: join(dataDir, "spool/data.mdb"), options };
}

test("a spool that outlived the machine whole goes on", async () => {
  const { dataDir, data, options } = await spoolOfYesterday();
  await utimes(data, BEFORE_BOOT, BEFORE_BOOT);
  const spool = openSpool(options);
  expect(spool.stats().depth).toBe(200);
  await spool.close();
  expect((await readdir(dataDir)).sort()).toEqual(["spool"]);
});

test("a spool that was damaged is put aside, and a new one takes records", async () => {
  const { dataDir, data, options } = await spoolOfYesterday();
  const file = await open(data, "r+");
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size - 8192, 0xa5), 0, size - 8192, 8192);
  await file.close();
  await utimes(data, BEFORE_BOOT, BEFORE_BOOT);
  const spool = openSpool(options);
  expect(await spool.append(testRecord())).toBe("stored");
  expect(spool.stats().depth).toBe(1);
  await spool.close();
  expect((await readdir(dataDir)).sort()).toEqual(["spool", `spool-damaged-${BEFORE_BOOT.getTime()}`]);
});
