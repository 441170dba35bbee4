import { readFile, writeFile } from "node:fs/promises";
import { type DatasetOptions, openDataset } from "../dataset/open";
import { describeMachine } from "../machine";
import { startScript } from "../process";
import { type Answer, allAsks } from "./asks";

const DOCUMENT = new URL("../../docs/plans.md", import.meta.url);

/** Postgres writes the plan of every statement into its log. */
const EXPLAINING = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_buffers": "on",
};

/** The asks most people cause. */
const MOST_USED = [
  "list, newest 50",
  "list, common filter",
  "list, rare combination",
  "exact count, common filter",
  "cards",
  "by Environment, with p95",
  "day by Feature, cost",
  "by Feature, with p95, two filters",
  "Feature x User-Type, with p95",
  "keys with coverage",
];
/** Of a plan with one branch per day, the first few say it all. */
const LINES = 30;

/** Runs the most used queries and keeps their plans, as they were executed, in docs/plans.md. */
export async function writePlans(options: DatasetOptions): Promise<void> {
  const dataset = await openDataset({ ...options, settings: EXPLAINING });
  const ours = await startScript(
    new URL("./ours.ts", import.meta.url),
    [dataset.url, String(dataset.end.getTime())],
    ["react-server"],
  );
  try {
    const asks = allAsks("").filter(({ name }) => MOST_USED.includes(name));
    const sections: string[] = [];
    for (const ask of asks) {
      await ours.ask<Answer>(ask);
      const before = (await readFile(dataset.logFile, "utf8")).length;
      const { ms } = await ours.ask<Answer>(ask);
      const log = (await readFile(dataset.logFile, "utf8")).slice(before);
      sections.push(`## ${ask.name}\n\n${Math.round(ms)} ms, explaining included.\n\n${plansIn(log).join("\n\n")}`);
    }
    const { date, commit, cpu } = await describeMachine();
    const command = `npm run bench -- plans --rows ${options.rows}`;
    const intro = `How Postgres runs the ten most used queries over ${options.rows.toLocaleString("en-US")} requests, look-ups of names left out.
Written by \`${command}\` · ${date} · ${commit} · ${cpu}.`;
    await writeFile(DOCUMENT, `# Plans\n\n${intro}\n\n${sections.join("\n\n")}\n`);
  } finally {
    await ours.stop();
    await dataset.stop();
  }
}

/** Plans of statements that read requests or rollups, each as a block, cut to LINES. */
function plansIn(log: string): string[] {
  const entries = log.split(/^\d{4}-\d\d-\d\d .*? LOG: {2}/m).slice(1);
  return entries.flatMap((entry) => {
    const [head = "", ...rest] = entry.split("\n");
    const duration = head.match(/^duration: ([\d.]+) ms {2}plan:/)?.[1];
    const start = rest.findIndex((line) => /\(cost=/.test(line));
    if (duration === undefined || start < 0) return [];
    const plan = rest.slice(start).map((line) => line.replace(/^\t/, "").trimEnd());
    if (!plan.some((line) => / on (facts|details|rollups)/.test(line))) return [];
    const executed = withoutNeverExecuted(plan.filter((line) => line !== ""));
    const shown = executed.slice(0, LINES);
    const more = executed.length > LINES ? [`… ${executed.length - LINES} lines more`] : [];
    return [`${Number(duration).toFixed(1)} ms\n\n\`\`\`\n${[...shown, ...more].join("\n")}\n\`\`\``];
  });
}

/** Branches of days that the limit made needless go, with what is said about them. */
function withoutNeverExecuted(plan: string[]): string[] {
  let skipping = false;
  return plan.filter((line) => {
    if (line.includes("->") || line.includes("(cost=")) skipping = line.includes("(never executed)");
    return !skipping;
  });
}
