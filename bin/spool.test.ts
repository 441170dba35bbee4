import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { readEnv } from "@/env";
import { openSpool } from "@/lib/ingest/spool";
import { openSpoolFile, spoolKey } from "@/lib/ingest/spool-file";
import { testRecord } from "@/lib/ingest/test-record";
import { spool } from "./spool";

test("what was set aside is listed, shown, given back to the writer and deleted, while the spool is in use", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-spool-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const logger = pino({ level: "silent" });
  const used = openSpool({ dataDir, durability: "process", maxBytes: 2 ** 30, logger });
  onTestFinished(() => used.close());
  const body = { bytes: Buffer.from("a prompt with \u001b[31mcolour"), contentType: null, cut: false, length: 27 };
  const [first, second, third] = [testRecord({ requestBody: body }), testRecord(), testRecord()];
  for (const record of [first, second, third]) {
    await used.append(record);
    used.reject(spoolKey(record.id), "value too\nlong \u001b[31m");
  }
  const file = openSpoolFile(dataDir, false, logger);
  const broken = spoolKey(testRecord({ id: "01900000-0000-7000-8000-000000000000" }).id);
  file.rejects.putSync(broken, { reason: "only 1 bytes", rejectedAt: 0, entry: Buffer.from("?") });
  await file.close();
  expect(used.stats()).toMatchObject({ depth: 0, rejected: 4 });

  const facet = async (...args: string[]) => {
    const lines: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    await spool(readEnv({ FACET_DATA_DIR: dataDir, FACET_LOG_LEVEL: "silent" }), args).finally(() => log.mockRestore());
    return lines;
  };
  const listed = await facet("list");
  expect(listed.length).toBe(5);
  expect(listed.find((line) => line.startsWith(first.id))).toMatch(/ bytes {2}value too long {2}\[31m$/);
  expect(listed.at(-1)).toMatch(/^4 records set aside/);

  const [shown = ""] = await facet("show", first.id);
  expect(shown).not.toContain("\u001b");
  expect(JSON.parse(shown)).toMatchObject({ id: first.id, record: { requestBody: { bytes: body.bytes.toString() } } });
  expect(JSON.parse((await facet("show", "01900000-0000-7000-8000-000000000000"))[0] ?? "")).toMatchObject({
    record: "cannot be read",
  });

  expect(await facet("replay", first.id)).toEqual([expect.stringMatching(/^1 record given back/)]);
  // Another opening of the same file sees it with its next snapshot.
  await expect.poll(() => used.readBatch(10, 2 ** 20).map(({ record }) => record)).toEqual([first]);
  expect(used.stats()).toMatchObject({ depth: 1, rejected: 3 });
  expect(await facet("drop", second.id)).toEqual(["1 record deleted."]);
  await expect(facet("drop", second.id)).rejects.toThrow(`No record ${second.id} is set aside`);
  await facet("replay", "--all");
  // The one that cannot be read is set aside once more.
  await expect.poll(() => used.readBatch(10, 2 ** 20).map(({ record }) => record.id)).toEqual([first.id, third.id]);
  expect(used.stats()).toMatchObject({ depth: 2, rejected: 1 });
  expect(await facet("drop", "--all")).toEqual(["1 record deleted."]);
  expect(await facet("list")).toEqual(["Nothing is set aside."]);
});
