import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // As TypeScript reads it: `./facet` is facet.ts, not its launcher facet.mjs.
    extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    alias: { "@": here("."), "server-only": here("db/server-only-in-tests.ts") },
  },
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", ".next/**", "dist/**", "bench/peers/**"],
    globalSetup: ["db/test-server.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: process.env.CI ? 1 : 0,
  },
});
