import type { Metadata } from "next";
import { Suspense } from "react";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { BaseUrlList } from "@/components/settings/base-url-list";
import { ProjectForm } from "@/components/settings/project-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { CopyLine } from "@/components/snippets/copy-line";
import { SnippetTabs } from "@/components/snippets/snippet-tabs";
import { Skeleton } from "@/components/ui/skeleton";
import { currentAccess } from "@/lib/api/access";
import { gatewayUrl } from "@/lib/api/gateway-url";
import { keptKey } from "@/lib/api/kept-key";
import { timeZones } from "@/lib/api/update-project";
import { loadPropertiesParams } from "@/lib/filters/search-params";
import { saveProject } from "./actions";
import { HealthSection } from "./health-section";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: PageProps<"/settings">) {
  const { project: slug } = await loadPropertiesParams(searchParams);
  const access = await currentAccess(slug);
  if (access === null) return <NoProject slug={slug} />;
  const { project } = access;
  const gateway = gatewayUrl();
  const key = await keptKey(access);
  return (
    <>
      <PageBar title="Settings" />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 py-6 md:px-8">
        <SettingsSection title="Project" about="What it is called here, and when its days begin.">
          <ProjectForm
            key={project.id}
            project={{ slug: project.slug, name: project.name, timeZone: project.timeZone }}
            timeZones={timeZones()}
            save={saveProject}
          />
        </SettingsSection>
        <SettingsSection
          title="Project key"
          about={
            <>
              Clients send it as <code className="font-mono text-xs">Helicone-Auth: Bearer &lt;key&gt;</code>; the REST
              API takes it as <code className="font-mono text-xs">Authorization</code>.
            </>
          }
        >
          {key === null ? (
            <p className="text-sm">
              No key of this project is kept on this machine; the database has only hashes of keys.
            </p>
          ) : (
            <CopyLine text={key} label="Copy the project key" />
          )}
        </SettingsSection>
        <SettingsSection title="Connect a client" about="Change the base URL, add the key, tag calls with properties.">
          <div className="flex flex-col gap-4">
            <BaseUrlList gatewayUrl={gateway} />
            <SnippetTabs gatewayUrl={gateway} />
          </div>
        </SettingsSection>
        <SettingsSection title="Health" about="Of the gateway that calls go through, and of what waits to be stored.">
          <Suspense fallback={<Skeleton className="h-32 w-full" />}>
            <HealthSection />
          </Suspense>
        </SettingsSection>
      </div>
    </>
  );
}
