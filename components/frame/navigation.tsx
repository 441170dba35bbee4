"use client";

import { PanelLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { CommandButton } from "@/components/command-menu/command-button";
import { NavLinks } from "@/components/frame/nav-links";
import { type ProjectChoice, ProjectSwitcher } from "@/components/frame/project-switcher";
import { NAVIGATION_COOKIE, remember } from "@/components/frame/remember";
import { ShortcutsHelp } from "@/components/frame/shortcuts-help";
import { ThemeToggle } from "@/components/frame/theme-toggle";
import { useShortcut } from "@/components/frame/use-shortcut";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

/** Left column of every page: project switcher, pages, theme. Its width is remembered. */
export function Navigation({
  projects,
  initiallyCollapsed,
}: {
  projects: ProjectChoice[];
  initiallyCollapsed: boolean;
}) {
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const toggle = () => {
    remember(NAVIGATION_COOKIE, collapsed ? "open" : "collapsed");
    setCollapsed(!collapsed);
  };
  useShortcut("[", toggle);
  const label = collapsed ? "Expand navigation" : "Collapse navigation";
  return (
    <aside
      className={classNames(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-canvas md:flex",
        collapsed ? "w-12" : "w-52",
      )}
    >
      <div className={classNames("flex h-12 shrink-0 items-center", collapsed ? "justify-center" : "px-2")}>
        <ProjectSwitcher projects={projects} compact={collapsed} />
      </div>
      <div className={classNames("flex", collapsed ? "justify-center" : "px-2")}>
        <CommandButton compact={collapsed} />
      </div>
      <NavLinks compact={collapsed} />
      <NavFooter compact={collapsed}>
        <Tooltip content={label} side="right">
          <Button variant="ghost" size="icon" aria-label={label} aria-expanded={!collapsed} onClick={toggle}>
            <PanelLeft aria-hidden />
          </Button>
        </Tooltip>
      </NavFooter>
    </aside>
  );
}

/** Theme, keyboard help and whatever the place adds. */
export function NavFooter({ compact, children }: { compact: boolean; children?: ReactNode }) {
  return (
    <div className={classNames("mt-auto flex gap-1 p-2", compact ? "flex-col items-center" : "items-center")}>
      <ThemeToggle />
      <ShortcutsHelp />
      <div className={compact ? "" : "ml-auto"}>{children}</div>
    </div>
  );
}
