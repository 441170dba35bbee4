"use client";

import { usePathname } from "next/navigation";
import { PageLink } from "@/components/frame/page-link";
import { PAGES } from "@/components/frame/pages";
import { useKeptHref } from "@/components/frame/use-kept-href";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

/** Links to the pages; project, filter and time range travel along. */
export function NavLinks({ compact, onNavigate }: { compact: boolean; onNavigate?: () => void }) {
  const pathname = usePathname();
  const keptHref = useKeptHref();
  return (
    <nav aria-label="Pages" className="flex flex-col gap-0.5 p-2">
      {PAGES.map(({ href, label, Icon }) => {
        const current = pathname === href || pathname.startsWith(`${href}/`);
        const link = (
          <PageLink
            key={href}
            href={keptHref(href)}
            onClick={onNavigate}
            aria-label={compact ? label : undefined}
            aria-current={current ? "page" : undefined}
            className={classNames(
              "flex h-8 items-center gap-2.5 rounded-md text-sm transition-colors duration-100",
              compact ? "justify-center" : "px-2",
              current ? "bg-sunken text-ink font-medium dark:bg-hover" : "text-muted hover:bg-hover hover:text-ink",
            )}
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            {compact ? null : label}
          </PageLink>
        );
        return compact ? (
          <Tooltip key={href} content={label} side="right">
            {link}
          </Tooltip>
        ) : (
          link
        );
      })}
    </nav>
  );
}
