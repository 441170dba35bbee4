import { test as base } from "@playwright/test";
import { type FacetProcess, makeDataDirectory, removeDataDirectory, startFacet } from "@/bin/facet-process.fixture";

export type FacetOptions = {
  /** Settings on top, for example `{ FACET_UPSTREAM_OPENAI: "http://127.0.0.1:4010" }`. */
  facetSettings: Record<string, string>;
};

/**
 * `test` with the worker fixture `facet`: the real product (`facet start`), one for each worker, on ports and data of its
 * own. Pages open relative to its dashboard.
 */
export const test = base.extend<{ baseURL: string }, { facet: FacetProcess } & FacetOptions>({
  facetSettings: [{}, { option: true, scope: "worker" }],
  facet: [
    async ({ facetSettings }, use) => {
      const dataDir = await makeDataDirectory();
      const facet = await startFacet({ dataDir, settings: facetSettings });
      await use(facet);
      await facet.end("SIGTERM");
      await removeDataDirectory(dataDir);
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ facet }, use) => use(facet.dashboardUrl),
});
