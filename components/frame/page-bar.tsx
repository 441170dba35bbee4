import type { ReactNode } from "react";
import { SegmentMenu } from "@/components/segments/segment-menu";

/** The one bar above a page's content: its title, the segment, then the filter bar, then what only this page has. */
export function PageBar({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="z-40 flex min-h-12 shrink-0 flex-wrap items-start gap-x-2 gap-y-2 sm:gap-x-3 border-b bg-canvas px-4 py-2.5 md:px-5">
      <h1 className="flex h-7 items-center text-base font-semibold">{title}</h1>
      {/* A page without filters shows no requests to save a view of. */}
      {children === undefined ? null : <SegmentMenu />}
      {children}
    </header>
  );
}
