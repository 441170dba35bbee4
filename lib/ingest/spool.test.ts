import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { pino } from "pino";
import { UUID, uuidv7 } from "uuidv7";
import { expect, onTestFinished, test } from "vitest";
import { decodeRecord, encodeRecord } from "./record-codec";
import { openSpool, type Spool, type SpoolOptions } from "./spool";
import { openSpoolFile, spoolKey } from "./spool-file";
import { testRecord } from "./test-record";

const logger = pino({ level: "silent" });

async function temporaryFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-spool-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function open(options: Partial<SpoolOptions> = {}): Promise<Spool> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const spool = openSpool({ durability: "process", maxBytes: 2 ** 30, logger, ...options, dataDir });
  onTestFinished(() => spool.close());
  return spool;
}

const drained = (spool: Spool) => spool.readBatch(10_000, 2 ** 30).map(({ record }) => record.id);

test.each(["process", "disk", "memory"] as const)(
  "durability %s: what is appended is read, oldest first",
  async (durability) => {
    const spool = await open({ durability });
    expect(spool.stats()).toMatchObject({ depth: 0, oldestMs: null, full: false });
    const now = Date.now();
    const records = [3, 1, 2].map((time) => testRecord({ id: uuidAt(now - 10_000 + time) }));
    expect(await Promise.all(records.map(spool.append))).toEqual(["stored", "stored", "stored"]);
    await expect.poll(() => spool.stats().depth).toBe(3);
    expect(spool.stats().oldestMs).toBeGreaterThan(9_000);
    const batch = spool.readBatch(10, 2 ** 20);
    const sorted = records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    expect(batch.map(({ record }) => record)).toEqual(sorted);
    spool.remove(batch.map(({ key }) => key));
    expect(spool.stats()).toMatchObject({ depth: 0, oldestMs: null });
  },
);

test("a batch ends at either limit, but holds one entry at least", async () => {
  const spool = await open();
  const body = { bytes: Buffer.alloc(10_000, "x"), contentType: null, cut: false, length: 10_000 };
  for (let count = 0; count < 5; count++) await spool.append(testRecord({ requestBody: body }));
  expect(spool.readBatch(3, 2 ** 20)).toHaveLength(3);
  expect(spool.readBatch(10, 25_000)).toHaveLength(2);
  expect(spool.readBatch(10, 1)).toHaveLength(1);
});

test("nothing is lost or doubled in any order of appending, reading, removing and reopening", async () => {
  const steps = fc.array(fc.oneof(fc.constant("append"), fc.constant("reopen"), fc.nat(4)), { maxLength: 25 });
  const dataDir = await temporaryFolder();
  await fc.assert(
    fc.asyncProperty(steps, async (todo) => {
      let spool = openSpool({ dataDir, durability: "process", maxBytes: 2 ** 30, logger });
      const waiting: string[] = [];
      for (const step of todo) {
        if (step === "append") {
          const record = testRecord();
          await spool.append(record);
          waiting.push(record.id);
        } else if (step === "reopen") {
          await spool.close();
          spool = openSpool({ dataDir, durability: "process", maxBytes: 2 ** 30, logger });
        } else {
          const batch = spool.readBatch(Number(step), 2 ** 20);
          expect(batch.map(({ record }) => record.id)).toEqual(waiting.splice(0, Number(step)));
          spool.remove(batch.map(({ key }) => key));
        }
      }
      expect(drained(spool)).toEqual(waiting);
      spool.remove(waiting.map(spoolKey));
      await spool.close();
    }),
    { numRuns: 25 },
  );
});

test("any record comes back as it was, bodies included", () => {
  const text = fc.string({ unit: "binary" });
  const body = fc.option(
    fc
      .uint8Array({ maxLength: 50 })
      .map((bytes) => ({ bytes: Buffer.from(bytes), contentType: "x/y", cut: true, length: 9 })),
  );
  const property = fc.record({ key: fc.constantFrom("__proto__", "a", "constructor"), spelling: text, value: text });
  fc.assert(
    fc.property(body, body, fc.array(property), text, (requestBody, responseBody, properties, error) => {
      const record = testRecord({
        requestBody,
        responseBody,
        properties,
        error,
        parameters: JSON.parse('{"__proto__":1}'),
      });
      expect(decodeRecord(encodeRecord(record))).toEqual(record);
    }),
  );
});

test("a large body does not change when the spool goes on being written", async () => {
  const spool = await open();
  const bytes = Buffer.alloc(2 ** 20, "a");
  await spool.append(testRecord({ responseBody: { bytes, contentType: null, cut: false, length: bytes.length } }));
  const [entry] = spool.readBatch(1, 1);
  spool.remove(entry ? [entry.key] : []);
  const other = { bytes: Buffer.alloc(2 ** 20, "b"), contentType: null, cut: false, length: bytes.length };
  for (let count = 0; count < 5; count++) await spool.append(testRecord({ responseBody: other }));
  expect(entry && bytes.equals(entry.record.responseBody?.bytes ?? Buffer.alloc(0))).toBe(true);
});

test("a full spool refuses new records, keeps the old ones and takes again when there is room", async () => {
  const spool = await open({ maxBytes: 100_000 });
  const body = { bytes: Buffer.alloc(20_000), contentType: null, cut: false, length: 20_000 };
  const results = [];
  for (let count = 0; count < 8; count++) results.push(await spool.append(testRecord({ requestBody: body })));
  expect(results.filter((result) => result === "full").length).toBe(spool.stats().lost);
  expect(results).toEqual([
    ...results.filter((result) => result === "stored"),
    ...results.filter((result) => result === "full"),
  ]);
  expect(spool.stats()).toMatchObject({ depth: 8 - spool.stats().lost, full: true });
  expect(spool.stats().lost).toBeGreaterThan(0);
  spool.remove(spool.readBatch(10, 2 ** 20).map(({ key }) => key));
  expect(spool.stats().full).toBe(false);
  await expect.poll(() => spool.append(testRecord())).toBe("stored");
});

test("entries that cannot be read are set aside with their reason and block nobody", async () => {
  const dataDir = await temporaryFolder();
  const good = testRecord();
  const whole = encodeRecord(good);
  const file = openSpoolFile(dataDir, false, logger);
  const broken = [
    Buffer.from("?"),
    Buffer.from([9, ...whole.subarray(1)]),
    whole.subarray(0, -1),
    Buffer.concat([whole, Buffer.from("x")]),
  ];
  for (const entry of broken) file.entries.putSync(spoolKey(uuidv7()), entry);
  await file.close();
  const spool = await open({ dataDir });
  await spool.append(good);
  expect(drained(spool)).toEqual([good.id]);
  expect(spool.stats()).toMatchObject({ depth: 1, rejected: 4 });
  expect(spool.rejected().map(({ entry }) => Buffer.from(entry))).toEqual(broken);
  expect(spool.rejected().map(({ reason }) => reason)).toEqual([
    expect.stringContaining("1 bytes"),
    expect.stringContaining("version 9"),
    expect.stringContaining("not JSON"),
    expect.stringContaining("bytes instead of"),
  ]);
});

test("a process that is killed leaves everything it was told is stored", async () => {
  const dataDir = await temporaryFolder();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "spool-appender.fixture.ts"), dataDir],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    if (told.length > 37 * 300) child.kill("SIGKILL");
  });
  await once(child, "close");
  const ids = told.split("\n").slice(0, -1);
  const spool = await open({ dataDir });
  const found = new Set(drained(spool));
  expect(ids.length).toBeGreaterThanOrEqual(300);
  expect(ids.filter((id) => !found.has(id))).toEqual([]);
});

function uuidAt(time: number): string {
  return UUID.fromFieldsV7(time, 0, 0, 0).toString();
}
