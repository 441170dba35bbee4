import { httpUrl } from "./health";
import type { Addresses } from "./services";

export type BannerFacts = Addresses & {
  key: string;
  dataDir: string;
  /** Null with an external Postgres. */
  clusterFolder: string | null;
  seconds: number;
};

/** What `facet start` says when everything answers. */
export function banner({ host, port, gatewayPort, key, dataDir, clusterFolder, seconds }: BannerFacts): string {
  const gateway = httpUrl(host, gatewayPort);
  const elsewhere = clusterFolder !== null && !clusterFolder.startsWith(dataDir);
  const postgres =
    clusterFolder === null ? " (Postgres: DATABASE_URL)" : elsewhere ? ` (Postgres: ${clusterFolder})` : "";
  return `
Facet is ready (${seconds.toFixed(1)} s).

  Dashboard    ${httpUrl(host, port)}
  Gateway      ${gateway}
  Project key  ${key}
  Data         ${dataDir}${postgres}

Point the OpenAI SDK at it:

  Python   client = OpenAI(
               base_url="${gateway}/gateway/openai/v1",
               default_headers={"Helicone-Auth": "Bearer ${key}"},
           )
  Node     const client = new OpenAI({
             baseURL: "${gateway}/gateway/openai/v1",
             defaultHeaders: { "Helicone-Auth": "Bearer ${key}" },
           });

Tag calls with headers such as "Helicone-Property-Environment: production". Ctrl-C stops everything.
`;
}
