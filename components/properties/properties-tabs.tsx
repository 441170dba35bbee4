"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { PageLink } from "@/components/frame/page-link";
import { useKeptHref } from "@/components/frame/use-kept-href";
import { classNames } from "@/components/ui/class-names";
import { CROSS_TAB_PATH } from "@/lib/filters/cross-tab-params";
import { isPropertyField, propertyField, propertyKey } from "@/lib/filters/fields";
import { isMetric } from "@/lib/filters/metrics";
import { changeMetricOf, WHAT_CHANGED_PATH } from "@/lib/filters/what-changed-params";

const TABS = [
  { href: "/properties", label: "Overview" },
  { href: CROSS_TAB_PATH, label: "Cross-tab" },
  { href: WHAT_CHANGED_PATH, label: "What changed?" },
  { href: "/properties/manage", label: "Manage" },
] as const;

/** The views of properties; filter, range and the property at hand travel along. */
export function PropertiesTabs() {
  const pathname = usePathname();
  const params = useSearchParams();
  const keptHref = useKeptHref();
  const rows = params.get("rows") ?? "";
  const metric = params.get("metric") ?? "";
  const key = params.get("property") ?? (rows !== "" && isPropertyField(rows) ? propertyKey(rows) : null);
  const hrefOf = (path: string) => {
    const href = keptHref(path);
    if (path === WHAT_CHANGED_PATH && isMetric(metric))
      return `${href}${href.includes("?") ? "&" : "?"}metric=${changeMetricOf(metric)}`;
    if (key === null || (path !== "/properties" && path !== CROSS_TAB_PATH)) return href;
    const own = new URLSearchParams(path === "/properties" ? { property: key } : { rows: propertyField(key) });
    return `${href}${href.includes("?") ? "&" : "?"}${own}`;
  };
  return (
    <nav
      aria-label="Views of properties"
      className="flex shrink-0 gap-4 overflow-x-auto border-b bg-canvas px-4 md:px-5"
    >
      {TABS.map(({ href, label }) => (
        <PageLink
          key={href}
          // Each is a page of questions to the database: asked when it is opened, not when it is in sight.
          href={hrefOf(href)}
          aria-current={pathname === href ? "page" : undefined}
          className={classNames(
            "-mb-px flex h-9 items-center border-b-2 text-sm whitespace-nowrap focus-visible:outline-offset-[-2px]",
            pathname === href ? "border-accent font-medium text-ink" : "border-transparent text-muted hover:text-ink",
          )}
        >
          {label}
        </PageLink>
      ))}
    </nav>
  );
}
