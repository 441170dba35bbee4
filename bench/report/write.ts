import { readFile, writeFile } from "node:fs/promises";
import { printableAsks, printableDisk } from "../query/print";
import { formatTable } from "../table";
import { barsOf } from "./bars";
import { type Measured, type Results, readResults } from "./results";

const RESULTS = new URL("../results/", import.meta.url);
const DOCUMENT = new URL("../../docs/numbers.md", import.meta.url);

/** Puts the tables of bench/results into docs/numbers.md, between the marks made for them; what people wrote stays. */
export async function writeNumbers(): Promise<void> {
  const results = await readResults(RESULTS);
  let text = await readFile(DOCUMENT, "utf8");
  for (const [name, section] of sectionsOf(results)) {
    const marks = new RegExp(`(<!-- begin ${name} -->\n)[^]*?(<!-- end ${name} -->)`);
    if (!marks.test(text)) throw new Error(`docs/numbers.md has no place for ${name}`);
    text = text.replace(marks, (_, begin: string, end: string) => `${begin}\n${section}\n\n${end}`);
  }
  await writeFile(DOCUMENT, text);
}

function sectionsOf(results: Results): Map<string, string> {
  const { gateway, ingest, query, page, bloat } = results;
  const sections = new Map([["bars", barsTable(results)]]);
  if (gateway) {
    const { rows, ratios, rounds, seconds, recorded } = gateway.result;
    const stored = `${recorded.rows} rows for ${recorded.answered} answered calls and ${recorded.brokenOff} that the load generator broke off when its time was up.`;
    sections.set(
      "gateway",
      [formatTable(`median of ${rounds} rounds of ${seconds} s`, rows), formatTable("Facet's gateway against", ratios)]
        .concat(stored, source(gateway))
        .join("\n\n"),
    );
  }
  if (ingest) sections.set("ingest", [formatTable("ingest", ingest.result.rows), source(ingest)].join("\n\n"));
  const queries = query.map((measured) => {
    const { result } = measured;
    const tables = [printableAsks(result, "warm"), printableAsks(result, "first"), printableDisk(result)];
    const same =
      result.differences.length === 0
        ? "All answers came to the same rows, requests and costs."
        : `Answers that differ:\n\n${result.differences.map((line) => `- ${line}`).join("\n")}`;
    return [`### ${result.rows.toLocaleString("en-US")} requests`, ...tables, same, source(measured)].join("\n\n");
  });
  if (queries.length > 0) sections.set("query", queries.reverse().join("\n\n"));
  const pages = page.map((measured) => {
    const { rows, visits, table, interactions, scrolling } = measured.result;
    const title = `ms, ${rows.toLocaleString("en-US")} requests, ${visits} visits`;
    return [formatTable(title, table), formatTable("ms from a click to its answer", interactions)]
      .concat(formatTable("scrolling", scrolling), source(measured))
      .join("\n\n");
  });
  if (pages.length > 0) sections.set("page", pages.reverse().join("\n\n"));
  if (bloat) {
    const title = `MB, ${bloat.result.rows.toLocaleString("en-US")} requests, each edited once a day`;
    sections.set("bloat", [formatTable(title, bloat.result.table), source(bloat)].join("\n\n"));
  }
  return sections;
}

function barsTable(results: Results): string {
  const lines = barsOf(results).map(({ figure, bar, measured, reached }) => {
    return `| ${figure} | ${bar} | ${measured} | ${reached ? "yes" : "**no**"} |`;
  });
  return ["| Figure | Bar | Measured | Reached |", "|---|---|---|---|", ...lines].join("\n");
}

function source({ command, machine }: Measured<unknown>): string {
  return `\`${command}\` · ${Object.values(machine).join(" · ")}`;
}
