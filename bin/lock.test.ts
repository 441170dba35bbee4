import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";

const TAKER = join(import.meta.dirname, "lock-taker.fixture.ts");

/** A process that is ready to take the lock; `take` answers what came of it. */
async function openTaker(dataDir: string): Promise<{ take: () => Promise<string> }> {
  const child = spawn(process.execPath, ["--import", "tsx", TAKER, dataDir], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    take: async () => {
      child.stdin.write("now\n");
      return (await lines.next()).value ?? "nothing";
    },
  };
}

test("of many that start at once on what a killed one left, one gets the data directory", async () => {
  const takers = [];
  const root = await mkdtemp(join(tmpdir(), "facet-lock-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const dataDir = join(root, "data");
  for (let count = 0; count < 4; count++) takers.push(openTaker(dataDir));
  const ready = await Promise.all(takers);
  const [first] = ready;
  expect(await first?.take()).toBe("taken false");
  // Its successor finds a file of a process that is not the one it names.
  const stale = { pid: process.ppid, command: "somebody else", databaseUrl: null };
  await writeFile(join(dataDir, "facet.pid"), JSON.stringify(stale));
  const said = await Promise.all(ready.slice(1).map(({ take }) => take()));
  expect(said.filter((line) => line === "taken true")).toHaveLength(1);
  expect(said.filter((line) => line.startsWith("Facet is already running on "))).toHaveLength(2);
});
