import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { launchOptions } from "@/e2e/browser";
import { resolveRange } from "@/lib/filters/time-range";
import { startDashboard } from "../dashboard";
import { type DatasetOptions, openDataset } from "../dataset/open";
import { formatTable, median, percentile, type Row } from "../table";
import { type Awaited, loadRows, makePlain, scrollFrames, watchElements } from "./in-page";
import { INTERACTIONS, interact, RECHARTS, still } from "./interactions";

export type PageResult = { rows: number; visits: number; table: Row[]; interactions: Row[]; scrolling: Row[] };

const REQUESTS = 'table[aria-label="Requests"]';
const FIRST_ROW = `${REQUESTS} tbody a[id^="request-"]`;
const VALUES = '[aria-label^="Values of"] tbody tr';
/** A bar of the picture the server sends; it gives way to what Recharts draws of the same figures. */
const BAR = "svg > g > g > rect";
const CHART = 'main [role="group"][aria-label*="bucket by bucket"]';

/** What is opened, and what is waited for. A chart is ready when its figures are drawn; that it answers, too, comes after. */
const PAGES: { name: string; path: string; awaited: Awaited[] }[] = [
  { name: "Requests", path: "/requests?", awaited: [{ figure: "first rows", selector: FIRST_ROW }] },
  {
    name: "Properties",
    path: "/properties?property=environment&",
    awaited: [
      { figure: "first rows", selector: VALUES },
      { figure: "chart ready", selector: BAR },
      { figure: "chart answers the pointer", selector: CHART, answers: true },
      { figure: "chart drawn by Recharts", selector: RECHARTS },
    ],
  },
  {
    name: "Dashboard",
    path: "/dashboard?",
    awaited: [
      { figure: "first rows", selector: 'ul[aria-label="Totals"] li a' },
      { figure: "top users", selector: '[aria-label="Top users"] tbody tr' },
    ],
  },
];

type Figures = Record<string, number>;

/** Opens the two pages over 30 days of the dataset again and again: the first visit of all, then the median of the others. */
export async function benchPage(options: DatasetOptions & { visits: number }): Promise<PageResult> {
  const dataset = await openDataset(options);
  const dataDir = await mkdtemp(join(tmpdir(), "facet-bench-page-"));
  const dashboard = await startDashboard({
    DATABASE_URL: dataset.url,
    FACET_DATA_DIR: dataDir,
    FACET_LOG_LEVEL: "error",
  });
  const browser = await chromium.launch(launchOptions());
  try {
    const { from, to } = resolveRange({ preset: "30d" }, new Date(dataset.end.getTime() - 1), "UTC");
    const range = `project=bench&from=${from.toISOString()}&to=${to.toISOString()}`;
    const origin = `http://127.0.0.1:${dashboard.port}`;
    const table: Row[] = [];
    for (const page of PAGES) table.push(...(await visitAll(browser, { ...page, origin, range }, options.visits)));
    const interactions = await interactAll(browser, origin, range, options.visits);
    const scrolling = await measureScrolling(browser, `${origin}/requests?${range}`);
    console.log(formatTable(`ms, ${options.rows.toLocaleString("en-US")} rows, ${options.visits} visits`, table));
    console.log(`\n${formatTable("ms from a click to its answer", interactions)}`);
    console.log(`\n${formatTable("scrolling", scrolling)}`);
    return { rows: options.rows, visits: options.visits, table, interactions, scrolling };
  } finally {
    await browser.close();
    await dashboard.stop();
    await dataset.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  // tsx names the functions it compiles with a helper that the page does not have.
  await context.addInitScript("globalThis.__name = (value) => value");
  return context;
}

type Visited = (typeof PAGES)[number] & { origin: string; range: string };

async function visitAll(browser: Browser, visited: Visited, visits: number): Promise<Row[]> {
  const context = await newContext(browser);
  const all: Figures[] = [];
  for (let visit = 0; visit <= visits; visit++) {
    const page = await context.newPage();
    all.push(await open(page, visited));
    await page.close();
  }
  await context.close();
  return summaryOf(all).map(({ name, values }) => ({ name: `${visited.name}: ${name}`, values }));
}

async function interactAll(browser: Browser, origin: string, range: string, visits: number): Promise<Row[]> {
  const context = await newContext(browser);
  const rows: Row[] = [];
  for (const interaction of INTERACTIONS) {
    const all: Figures[] = [];
    for (let visit = 0; visit <= visits; visit++) {
      const page = await context.newPage();
      all.push(await interact(page, origin, range, interaction));
      await page.close();
    }
    rows.push(...summaryOf(all));
  }
  await context.close();
  return rows;
}

function summaryOf([first = {}, ...warm]: Figures[]): Row[] {
  return Object.keys(first).map((figure) => {
    const values = warm.map((figures) => figures[figure] ?? Number.NaN);
    return {
      name: figure,
      values: { first: first[figure] ?? null, median: median(values), p95: percentile(values, 0.95) },
    };
  });
}

async function open(page: Page, { origin, path, range, awaited }: Visited): Promise<Figures> {
  await page.addInitScript(watchElements, awaited);
  await page.goto(`${origin}${path}${range}`, { waitUntil: "commit" });
  await page.waitForFunction((count) => Object.keys(window.benchSeen).length === count, awaited.length, {
    timeout: 60_000,
  });
  await page.waitForLoadState("load");
  const { server, whole, found } = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error("no navigation");
    const { requestStart, responseStart, responseEnd } = navigation;
    return { server: responseStart - requestStart, whole: responseEnd - requestStart, found: window.benchSeen };
  });
  const figures: Figures = { "server, first byte": server, "server, whole document": whole };
  for (const { figure } of awaited) figures[figure] = found[figure] ?? Number.NaN;
  return figures;
}

const FRAME_MS = 1000 / 60;

const LIST = { table: REQUESTS, wanted: 5000 };

/** 5,000 loaded rows, scrolled at 3,600 and 12,000 pixels a second; and as many in a plain document. */
async function measureScrolling(browser: Browser, url: string): Promise<Row[]> {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.goto(url);
  await still(page);
  const rows = await scrollAt(page, "pixels/s", await page.evaluate(loadRows, LIST));
  await page.goto(url);
  await still(page);
  rows.push(...(await scrollAt(page, "pixels/s, a plain document", await page.evaluate(makePlain, LIST))));
  await context.close();
  return rows;
}

async function scrollAt(page: Page, name: string, loaded: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const pixels of [60, 200]) {
    const frames = await page.evaluate(scrollFrames, { table: REQUESTS, seconds: 5, pixels });
    const missed = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0);
    const share = (100 * missed) / (frames.length + missed);
    const values = { rows: loaded, frames: frames.length, "dropped %": share, "p99 ms": percentile(frames, 0.99) };
    rows.push({ name: `${pixels * 60} ${name}`, values });
  }
  return rows;
}
