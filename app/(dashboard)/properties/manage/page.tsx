import type { Metadata } from "next";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { ManageTable } from "@/components/properties/manage/manage-table";
import { PropertiesTabs } from "@/components/properties/properties-tabs";
import { currentAccess } from "@/lib/api/access";
import { loadPropertiesParams } from "@/lib/filters/search-params";
import { managedProperties } from "@/lib/query/managed-properties";
import { saveProperty } from "./actions";

export const metadata: Metadata = { title: "Manage properties" };

export default async function ManagePage({ searchParams }: PageProps<"/properties/manage">) {
  const { project } = await loadPropertiesParams(searchParams);
  const access = await currentAccess(project);
  if (access === null) return <NoProject slug={project} />;
  return (
    <>
      <PageBar title="Properties" />
      <PropertiesTabs />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-4 md:p-5">
        <ManageTable
          properties={await managedProperties(access)}
          project={access.project.slug}
          timeZone={access.project.timeZone}
          canWrite={access.rights.write}
          save={saveProperty}
        />
      </div>
    </>
  );
}
