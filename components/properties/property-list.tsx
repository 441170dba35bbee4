"use client";

import { ArrowDownWideNarrow } from "lucide-react";
import { useEffect, useState, useTransition } from "react";
import { formatCount } from "@/components/format/count";
import { arrangeProperties } from "@/components/properties/arrange-properties";
import { PropertyListItem } from "@/components/properties/property-list-item";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { useValueSearch } from "@/components/properties/use-value-search";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { SearchInput } from "@/components/ui/input";
import { PROPERTY_ORDERS } from "@/lib/filters/search-params";
import type { PropertyOverview } from "@/lib/query/list-properties";

type PropertyListProps = {
  properties: PropertyOverview[];
  /** Key of the property shown. */
  chosen: string;
  chosenName: string;
  /** Slug. */
  project: string;
  /** The range is still filling. */
  running: boolean;
  canPin: boolean;
  onPin: (project: string, key: string, pinned: boolean) => Promise<void>;
};

const ORDER_LABELS = { coverage: "Coverage", cost: "Cost", values: "Number of values", name: "Name" } as const;

/** Every property with what carries it and what that cost; a column on a desk, a select on a phone. */
export function PropertyList({ properties, chosen, chosenName, project, running, canPin, onPin }: PropertyListProps) {
  const [search, setSearch] = useState("");
  const [url, setUrl] = usePropertiesUrl();
  const [pins, pin] = usePins(properties, (key, pinned) => onPin(project, key, pinned));
  const current = url.property ?? chosen;
  const isDefault = url.property === null && chosen !== "";
  useEffect(() => {
    // The first of the list may be another one under the next filter: what is shown now stays shown.
    if (isDefault) void setUrl({ property: chosen }, { shallow: true, history: "replace" });
  }, [isDefault, chosen, setUrl]);
  const text = search.trim();
  const values = useValueSearch(project, text);
  const found = arrangeProperties(pins, url.list, text, values);
  const choose = (key: string, value: string | null = null) =>
    void setUrl({ property: key, search: value, page: null, legend: null });
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
          {current === "" || properties.some(({ key }) => key === current) ? null : (
            // A hidden property is in no list, but a link may show it.
            <option value={current}>{chosenName}</option>
          )}
          {arrangeProperties(pins, url.list, "", new Map()).map(({ key, displayName, values: count }) => (
            <option key={key} value={key}>
              {displayName} ({formatCount(count)})
            </option>
          ))}
        </select>
      </div>
      <div className="flex min-h-0 flex-1 flex-col max-md:hidden">
        <div className="flex items-center border-b pr-1.5">
          <SearchInput
            aria-label="Search properties and values"
            placeholder="Search properties"
            className="min-w-0 flex-1 border-b-0"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <OrderMenu />
        </div>
        <ul aria-label="Properties" className="scroll-thin min-h-0 flex-1 overflow-y-auto p-2">
          {found.map((property) => (
            <PropertyListItem
              key={property.key}
              property={property}
              current={property.key === current}
              running={running}
              values={values.get(property.key) ?? []}
              onChoose={(value) => choose(property.key, value)}
              onPin={canPin ? () => pin(property.key, !property.pinned) : null}
            />
          ))}
        </ul>
        {found.length === 0 ? (
          <p className="px-4 pb-4 text-muted text-sm wrap-anywhere">No property and no value contains “{text}”.</p>
        ) : null}
      </div>
    </>
  );
}

/** The list with the pins as they will be: the server is told afterwards, and its next list may take a while. */
function usePins(properties: PropertyOverview[], save: (key: string, pinned: boolean) => Promise<void>) {
  const [, start] = useTransition();
  const [pins, setPins] = useState<ReadonlyMap<string, boolean>>(new Map());
  const pin = (key: string, pinned: boolean) => {
    setPins((known) => new Map(known).set(key, pinned));
    start(() => save(key, pinned));
  };
  const list = properties.map((each) => ({ ...each, pinned: pins.get(each.key) ?? each.pinned }));
  return [list, pin] as const;
}

function OrderMenu() {
  const [{ list }, setUrl] = usePropertiesUrl();
  const choose = (value: string) =>
    void setUrl({ list: PROPERTY_ORDERS.find((each) => each === value) ?? null }, { shallow: true });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Sort the list, now by ${ORDER_LABELS[list].toLowerCase()}`}>
          <ArrowDownWideNarrow aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuRadioGroup value={list} onValueChange={choose}>
          {PROPERTY_ORDERS.map((order) => (
            <DropdownMenuRadioItem key={order} value={order}>
              {ORDER_LABELS[order]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
