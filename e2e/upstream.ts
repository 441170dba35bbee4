import { createServer, type RequestListener } from "node:http";
import { test as base } from "./facet";

/**
 * `test` for a product that reaches a provider at an HTTP server of this process. `setting` says which provider it is:
 * `FACET_UPSTREAM_OPENAI`.
 */
export function testWithUpstream(setting: string, answer: RequestListener) {
  return base.extend<object, { upstream: string }>({
    upstream: [
      async ({ playwright: _ }, use) => {
        const server = createServer(answer);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const address = server.address();
        if (address === null || typeof address === "string") throw new Error("the upstream does not listen");
        await use(`http://127.0.0.1:${address.port}`);
        server.closeAllConnections();
        server.close();
      },
      { scope: "worker" },
    ],
    facetSettings: [async ({ upstream }, use) => use({ [setting]: upstream }), { scope: "worker" }],
  });
}
