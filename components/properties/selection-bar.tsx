"use client";

import { useFilter } from "@/components/filters/use-filter";
import { formatCount } from "@/components/format/count";
import { PageLink } from "@/components/frame/page-link";
import { useKeptHref } from "@/components/frame/use-kept-href";
import { filterText, fitsFilter, withValues } from "@/components/properties/choose-values";
import { Button, buttonClass } from "@/components/ui/button";
import type { PropertyField } from "@/lib/filters/fields";

type SelectionBarProps = { field: PropertyField; values: readonly string[]; onClear: () => void };

/** What can be done with the values that are selected: the whole page follows, as it follows any filter. */
export function SelectionBar({ field, values, onClear }: SelectionBarProps) {
  const { filter, setParts } = useFilter();
  const keptHref = useKeptHref();
  const fits = fitsFilter(values);
  const choose = (op: "is" | "is_not") => {
    setParts(withValues(filter, field, op, values));
    onClear();
  };
  return (
    <div role="toolbar" aria-label="Selected values" className="flex min-w-0 flex-1 flex-wrap items-center gap-1 py-1">
      <span className="mr-1 font-medium whitespace-nowrap">{formatCount(values.length)} selected</span>
      <Button disabled={!fits} onClick={() => choose("is")}>
        {values.length === 1 ? "Only this" : "Compare only these"}
      </Button>
      <Button variant="ghost" disabled={!fits} onClick={() => choose("is_not")}>
        Exclude
      </Button>
      {fits ? (
        <PageLink
          href={requestsWith(keptHref("/requests"), filterText(withValues(filter, field, "is", values)))}
          className={buttonClass("ghost", "sm")}
        >
          Open in Requests
        </PageLink>
      ) : (
        <span className="text-muted">Too many for a filter</span>
      )}
      <Button variant="ghost" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}

function requestsWith(href: string, filter: string): string {
  const url = new URL(href, "http://facet.invalid");
  url.searchParams.set("filter", filter);
  return `${url.pathname}${url.search}`;
}
