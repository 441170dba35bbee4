"use client";

import { useEffect, useState } from "react";
import { formatCount, formatCountCompact } from "@/components/format/count";
import { formatRate } from "@/components/format/share";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { classNames } from "@/components/ui/class-names";
import { SearchInput } from "@/components/ui/input";
import type { PropertyOverview } from "@/lib/query/list-properties";

type PropertyListProps = {
  properties: PropertyOverview[];
  /** Key of the property shown. */
  chosen: string;
};

/** Every property with how many requests carry it and how many values it has; a column on a desk, a select on a phone. */
export function PropertyList({ properties, chosen }: PropertyListProps) {
  const [search, setSearch] = useState("");
  const [url, setUrl] = usePropertiesUrl();
  const current = url.property ?? chosen;
  const isDefault = url.property === null && chosen !== "";
  useEffect(() => {
    // The first of the list may be another one under the next filter: what is shown now stays shown.
    if (isDefault) void setUrl({ property: chosen }, { shallow: true, history: "replace" });
  }, [isDefault, chosen, setUrl]);
  const wanted = search.trim().toLowerCase();
  const found = properties.filter(
    ({ key, displayName }) => key.includes(wanted) || displayName.toLowerCase().includes(wanted),
  );
  const choose = (key: string) => void setUrl({ property: key, search: null });
  return (
    <>
      <div className="flex items-center gap-3 border-b px-4 py-2 text-sm md:hidden">
        <label htmlFor="property" className="text-muted">
          Property
        </label>
        <select
          id="property"
          value={current}
          onChange={(event) => choose(event.target.value)}
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2"
        >
          {properties.map(({ key, displayName, values }) => (
            <option key={key} value={key}>
              {displayName} ({formatCount(values)})
            </option>
          ))}
        </select>
      </div>
      <div className="flex min-h-0 flex-1 flex-col max-md:hidden">
        <SearchInput
          aria-label="Search properties"
          placeholder="Search properties"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ul aria-label="Properties" className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2">
          {found.map((property) => (
            <li key={property.key}>
              <button
                type="button"
                aria-current={property.key === current ? "true" : undefined}
                onClick={() => choose(property.key)}
                className={classNames(
                  "flex w-full flex-col rounded-md px-2.5 py-1.5 text-left focus-visible:outline-offset-[-2px]",
                  property.key === current ? "bg-selected" : "hover:bg-hover",
                )}
              >
                <span className="w-full truncate text-sm" title={property.displayName}>
                  {property.displayName}
                </span>
                <span className="flex w-full justify-between gap-2 text-muted text-xs">
                  <span title={`${formatCount(property.values)} values`}>
                    {property.values === 1 ? "1 value" : `${formatCountCompact(property.values)} values`}
                  </span>
                  <span title={`On ${formatCount(property.requests)} requests`}>{formatRate(property.coverage)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 ? (
          <p className="px-4 pb-4 text-muted text-sm wrap-anywhere">No property is called like “{search.trim()}”.</p>
        ) : null}
      </div>
    </>
  );
}
