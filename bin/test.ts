import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { childEnvironment } from "@/env";
import { ROOT } from "./root";

type Counts = { passed: number; failed: number };

type Step = {
  title: string;
  /** Arguments to `node`. */
  args: string[];
  settings?: Record<string, string>;
  /** Reads the counts out of what the step has reported; without it the step itself counts as one. */
  count?: () => Promise<Counts>;
};

/** `npm test`: every check and test. The last line is `N passed, N failed`; the exit code says the same. */
export async function runTests(): Promise<void> {
  const reports = await mkdtemp(join(tmpdir(), "facet-reports-"));
  const total = { passed: 0, failed: 0 };
  for (const step of stepsOf(reports)) {
    console.log(`\n— ${step.title}`);
    const { passed, failed } = await runStep(step);
    total.passed += passed;
    total.failed += failed;
  }
  await rm(reports, { recursive: true, force: true });
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

function stepsOf(reports: string): Step[] {
  const unitReport = join(reports, "unit.json");
  const browserReport = join(reports, "browser.json");
  const settings = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  return [
    { title: "Lint and format", args: [tool("@biomejs/biome/bin/biome"), "check", "."] },
    { title: "Route types", args: [tool("next/dist/bin/next"), "typegen"], settings },
    { title: "Types", args: [tool("typescript/bin/tsc"), "--noEmit"] },
    { title: "Unused code", args: [tool("knip/bin/knip.js")] },
    // Before the unit tests: those of `start` run what was built.
    { title: "Build", args: [join(ROOT, "bin/facet.mjs"), "build"], settings },
    {
      title: "Unit tests",
      args: [
        tool("vitest/vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${unitReport}`,
      ],
      count: () => countUnit(unitReport),
    },
    {
      title: "Browser tests",
      args: [tool("@playwright/test/cli.js"), "test", "--reporter=list,json"],
      settings: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
      count: () => countBrowser(browserReport),
    },
  ];
}

const tool = (path: string) => join(ROOT, "node_modules", path);

async function runStep({ args, settings, count }: Step): Promise<Counts> {
  const env = childEnvironment(settings ?? {});
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  const itself = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!count) return itself;
  const counts = await count().catch(() => itself);
  // A runner can fail without a failing test: a file that does not load, an error between tests.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const unitSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

async function countUnit(report: string): Promise<Counts> {
  const { numPassedTests, numFailedTests } = unitSchema.parse(JSON.parse(await readFile(report, "utf8")));
  return { passed: numPassedTests, failed: numFailedTests };
}

const browserSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

async function countBrowser(report: string): Promise<Counts> {
  const { stats } = browserSchema.parse(JSON.parse(await readFile(report, "utf8")));
  // Flaky: passed when tried once more, which only CI does. The list above names them.
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}
