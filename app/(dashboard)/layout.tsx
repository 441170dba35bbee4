import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { CommandMenu } from "@/components/command-menu/command-menu";
import { MobileBar } from "@/components/frame/mobile-bar";
import { Navigation } from "@/components/frame/navigation";
import type { ProjectChoice } from "@/components/frame/project-switcher";
import { NAVIGATION_COOKIE } from "@/components/frame/remember";
import { SegmentActionsProvider } from "@/components/segments/segment-actions";
import { visibleProjects } from "@/lib/api/access";
import {
  bringBackSegment,
  makeDefault,
  removeSegment,
  renameSegment,
  saveSegment,
  updateSegment,
} from "./segments/actions";

const SEGMENT_ACTIONS = {
  save: saveSegment,
  update: updateSegment,
  rename: renameSegment,
  makeDefault,
  remove: removeSegment,
  bringBack: bringBackSegment,
};

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const projects = await projectChoices();
  const collapsed = (await cookies()).get(NAVIGATION_COOKIE)?.value === "collapsed";
  return (
    <div className="flex h-dvh overflow-hidden">
      <Navigation projects={projects} initiallyCollapsed={collapsed} />
      <div className="flex min-w-0 flex-1 flex-col">
        <MobileBar projects={projects} />
        <main className="flex min-h-0 flex-1 flex-col">
          <SegmentActionsProvider actions={SEGMENT_ACTIONS}>{children}</SegmentActionsProvider>
        </main>
      </div>
      <CommandMenu />
    </div>
  );
}

/** The default one first. Without a database the frame still stands: the page inside says what is wrong. */
async function projectChoices(): Promise<ProjectChoice[]> {
  const projects = await visibleProjects().catch(() => []);
  return projects.toSorted((a, b) => Number(a.demo) - Number(b.demo)).map(({ slug, name }) => ({ slug, name }));
}
