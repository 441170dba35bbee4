import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./e2e/browser";

export default defineConfig({
  globalSetup: "./e2e/build.ts",
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: false,
  workers: 2,
  // CI's machine is now and then several times slower: a test may be tried once more there, and is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  outputDir: "test-results",
  reporter: "list",
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: launchOptions(),
  },
  // Each worker starts the real product through the fixture in e2e/facet.ts.
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } } }],
});
