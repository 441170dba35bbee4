import type { Metadata } from "next";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { Manage } from "@/components/properties/manage/manage";
import { PropertiesTabs } from "@/components/properties/properties-tabs";
import { currentAccess } from "@/lib/api/access";
import { loadPropertiesParams } from "@/lib/filters/search-params";
import { listMerges } from "@/lib/query/aliases";
import { managedProperties } from "@/lib/query/managed-properties";
import { merge, moveToSlot, saveProperty, undoMerge } from "./actions";

export const metadata: Metadata = { title: "Manage properties" };

export default async function ManagePage({ searchParams }: PageProps<"/properties/manage">) {
  const { project } = await loadPropertiesParams(searchParams);
  const access = await currentAccess(project);
  if (access === null) return <NoProject slug={project} />;
  const [properties, merges] = await Promise.all([managedProperties(access), listMerges(access, access.project.id)]);
  return (
    <>
      <PageBar title="Properties" />
      <PropertiesTabs />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-4 md:p-5">
        <Manage
          properties={properties}
          merges={merges}
          project={access.project.slug}
          timeZone={access.project.timeZone}
          canWrite={access.rights.write}
          actions={{ save: saveProperty, giveSlot: moveToSlot, merge, undoMerge }}
        />
      </div>
    </>
  );
}
