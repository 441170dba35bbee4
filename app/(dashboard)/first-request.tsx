import "server-only";
import { NoRequestsYet } from "@/components/requests/no-requests-yet";
import type { RowsQuery } from "@/components/requests/row-data";
import { type Access, visibleProjects } from "@/lib/api/access";
import { gatewayUrl } from "@/lib/api/gateway-url";
import { keptKey } from "@/lib/api/kept-key";

/** What every page shows while the project has no request at all. */
export async function FirstRequest({ access, query }: { access: Access; query: RowsQuery }) {
  const [projectKey, projects] = await Promise.all([keptKey(access), visibleProjects(access.database)]);
  const demo = projects.find((project) => project.demo && project.id !== access.project.id)?.slug ?? null;
  return <NoRequestsYet gatewayUrl={gatewayUrl()} projectKey={projectKey} demo={demo} query={query} />;
}
