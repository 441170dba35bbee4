import { mkdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, expect, type Page } from "@playwright/test";
import { makeDataDirectory, removeDataDirectory, startFacet } from "@/bin/facet-process.fixture";
import { launchOptions } from "./browser";

/** `npm run screenshots`: starts the product with its demo project and takes every picture the docs show. */
const FOLDER = fileURLToPath(new URL("../docs/images/", import.meta.url));

type Picture = {
  name: string;
  path: string;
  /** What has to be opened first. */
  open?: (page: Page) => Promise<void>;
};

const PICTURES: Picture[] = [
  { name: "dashboard", path: "/dashboard?project=demo&range=7d" },
  { name: "requests", path: "/requests?project=demo&range=24h" },
  {
    name: "request",
    path: "/requests?project=demo&filter=property%3Afeature%3Aagent&range=7d",
    open: async (page) => {
      await page.getByRole("row").nth(1).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "properties", path: "/properties?project=demo&property=feature&range=30d" },
  {
    name: "values-by-change",
    path: "/properties?project=demo&property=job-uuid&range=7d&sort=-cost_change",
    open: (page) => page.getByRole("region", { name: "Values of Job UUID" }).scrollIntoViewIfNeeded(),
  },
  {
    name: "cross-tab",
    path: "/properties/cross-tab?project=demo&rows=property%3Auser-type&by=property%3Afeature&range=30d",
  },
  { name: "what-changed", path: "/properties/what-changed?project=demo&range=7d" },
  { name: "settings", path: "/settings?project=demo" },
  {
    name: "filter",
    path: "/requests?project=demo&range=24h&filter=property%3Aenvironment%3Aproduction",
    open: async (page) => {
      await page.getByRole("combobox", { name: "Filter text" }).click();
      await page.keyboard.type("feature:");
      await page.getByRole("option", { name: /^chat/ }).waitFor();
    },
  },
  {
    name: "filter-groups",
    path: "/requests?project=demo&range=24h&filter=property%3Aenvironment%3Aproduction%20(model%3Agpt*%20OR%20cost%3E1c)",
    open: async (page) => {
      await page.getByRole("button", { name: "More about this filter" }).click();
      await page.getByRole("menuitem", { name: "Build groups" }).click();
    },
  },
  {
    name: "command-menu",
    path: "/requests?project=demo&range=24h",
    open: async (page) => {
      await page.getByRole("button", { name: "Search and jump" }).filter({ visible: true }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "bulk",
    path: "/requests?project=demo&range=24h",
    open: async (page) => {
      for (const row of [2, 3, 4]) await page.getByRole("row").nth(row).getByRole("checkbox").click();
      await page.getByRole("button", { name: "Set property" }).click();
    },
  },
  {
    name: "export",
    path: "/requests?project=demo&range=24h",
    open: (page) => page.getByRole("button", { name: "Export" }).click(),
  },
  {
    name: "manage",
    path: "/properties/manage?project=demo",
    open: (page) => page.getByRole("button", { name: "Edit Feature" }).click(),
  },
  {
    name: "merge",
    path: "/properties/manage?project=demo",
    open: (page) => page.getByRole("button", { name: "Merge Plan" }).click(),
  },
  {
    name: "keep-values",
    path: "/properties/manage?project=demo",
    open: async (page) => {
      await page.getByRole("button", { name: "Keep values of Job UUID" }).click();
      await page.getByRole("dialog").getByLabel("Days").fill("90");
    },
  },
  { name: "first-steps", path: "/requests?project=default" },
];

const SIZES = [
  { suffix: "", width: 1440, height: 900 },
  { suffix: "-phone", width: 390, height: 844 },
];

const dataDir = await makeDataDirectory();
const facet = await startFacet({ dataDir, args: ["--demo"] });
// It is ready before the demo project is full.
while (!facet.output().includes("The demo project has")) await setTimeout(500);
const browser = await chromium.launch(launchOptions());
try {
  await mkdir(FOLDER, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const size of SIZES) await takePictures(browser, facet.dashboardUrl, colorScheme, size);
  }
} finally {
  await browser.close();
  await facet.end("SIGTERM");
  await removeDataDirectory(dataDir);
}

async function takePictures(
  browser: Browser,
  baseURL: string,
  colorScheme: "light" | "dark",
  { suffix, width, height }: (typeof SIZES)[number],
): Promise<void> {
  const context = await browser.newContext({ baseURL, colorScheme, viewport: { width, height } });
  const page = await context.newPage();
  for (const { name, path, open } of PICTURES) {
    await page.goto(path);
    await settled(page);
    if (open !== undefined) {
      await open(page);
      await settled(page);
    }
    await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}${suffix}.png`, animations: "disabled" });
  }
  await context.close();
}

/** Nothing is a skeleton any more. The network is never idle: live rows come over a connection that stays open. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("main")).toBeVisible();
  await expect(page.locator(".animate-late")).toHaveCount(0, { timeout: 30_000 });
  // Charts draw their bars in a few frames.
  await setTimeout(1000);
}
