"use client";

import { ChevronsUpDown } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

export type ProjectChoice = { slug: string; name: string };

/** Chooses the project by the URL parameter `project`; the first one is meant when there is none. */
export function ProjectSwitcher({ projects, compact }: { projects: ProjectChoice[]; compact: boolean }) {
  const router = useRouter();
  const pathname = usePathname();
  const slug = useSearchParams().get("project");
  const current = projects.find((project) => project.slug === slug) ?? (slug === null ? projects[0] : undefined);
  const name = current?.name ?? slug ?? "No project";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Project: ${name}`}
        className={classNames(
          buttonClass("ghost", compact ? "icon" : "sm"),
          compact ? "" : "w-full justify-between text-ink!",
        )}
      >
        <span className="flex min-w-0 items-center gap-2">
          <ProjectMark name={name} />
          {compact ? null : <span className="truncate font-medium">{name}</span>}
        </span>
        {compact ? null : <ChevronsUpDown aria-hidden className="text-faint" />}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-48">
        <DropdownMenuLabel>Projects</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={current?.slug ?? ""}
          // Filters and ranges of one project seldom make sense in another.
          onValueChange={(next) => router.push(`${pathname}?project=${encodeURIComponent(next)}`)}
        >
          {projects.map((project) => (
            <DropdownMenuRadioItem key={project.slug} value={project.slug}>
              <span className="truncate">{project.name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ProjectMark({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-5 shrink-0 items-center justify-center rounded-sm bg-accent text-xs font-medium text-accent-ink"
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}
