"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { CommandButton } from "@/components/command-menu/command-button";
import { NavLinks } from "@/components/frame/nav-links";
import { NavFooter } from "@/components/frame/navigation";
import { type ProjectChoice, ProjectSwitcher } from "@/components/frame/project-switcher";
import { buttonClass } from "@/components/ui/button";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@/components/ui/sheet";

/** The navigation of narrow screens: a bar on top that opens the same content as a sheet. */
export function MobileBar({ projects }: { projects: ProjectChoice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex h-11 shrink-0 items-center gap-1 border-b px-2 md:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger aria-label="Open navigation" className={buttonClass("ghost", "icon")}>
          <Menu aria-hidden />
        </SheetTrigger>
        <SheetContent>
          <SheetTitle className="flex h-11 items-center px-4 text-base font-medium">Facet</SheetTitle>
          <NavLinks compact={false} onNavigate={() => setOpen(false)} />
          <NavFooter compact={false} />
        </SheetContent>
      </Sheet>
      <div className="min-w-0 max-w-56">
        <ProjectSwitcher projects={projects} compact={false} />
      </div>
      <div className="ml-auto">
        <CommandButton compact />
      </div>
    </div>
  );
}
