import { mkdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, expect, type Page } from "@playwright/test";
import { makeDataDirectory, removeDataDirectory, startFacet } from "@/bin/facet-process.fixture";
import { launchOptions } from "./browser";

/** `npm run screenshots`: starts the product with its demo project and takes every picture the docs show. */
const FOLDER = fileURLToPath(new URL("../docs/images/", import.meta.url));

const PICTURES = [
  { name: "dashboard", path: "/dashboard?project=demo&range=7d" },
  { name: "requests", path: "/requests?project=demo&range=24h" },
  { name: "request", path: "/requests?project=demo&filter=property%3Afeature%3Aagent&range=7d", openFirst: true },
  { name: "properties", path: "/properties?project=demo&property=feature&range=30d" },
  {
    name: "cross-tab",
    path: "/properties/cross-tab?project=demo&rows=property%3Auser-type&by=property%3Afeature&range=30d",
  },
  { name: "what-changed", path: "/properties/what-changed?project=demo&range=7d" },
  { name: "settings", path: "/settings?project=demo" },
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
  for (const { name, path, openFirst } of PICTURES) {
    await page.goto(path);
    await settled(page);
    if (openFirst) {
      await page.getByRole("row").nth(1).click();
      await page.getByRole("dialog").waitFor();
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
