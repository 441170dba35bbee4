import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "@playwright/test";

/** Where distributions and macOS put a Chromium of their own. */
const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Nothing but the product is talked to; a closed network would otherwise slow every start down. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** How to launch Chromium here: the machine's own, else Playwright's. Throws when there is neither. */
export function launchOptions(): LaunchOptions {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...QUIET, ...asRoot, "--disable-gpu"];
  const executablePath = SYSTEM.find((path) => existsSync(path));
  if (executablePath) return { executablePath, args };
  if (existsSync(chromium.executablePath())) return { args };
  throw new Error(
    'The browser tests need Chromium: install it ("apt-get install chromium", or Google Chrome), or run "npx playwright install chromium".',
  );
}
