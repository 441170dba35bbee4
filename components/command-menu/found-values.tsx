"use client";

import { Command } from "cmdk";
import { ListFilter } from "lucide-react";
import { Item } from "@/components/command-menu/item";
import { useKeptHref } from "@/components/frame/use-kept-href";
import { useValueSearch } from "@/components/properties/use-value-search";
import { propertyField } from "@/lib/filters/fields";
import { formatFilter } from "@/lib/filters/filter-text";

/** Values of properties that contain what was typed; each leads to the requests that carry it. */
export function FoundValues({
  text,
  project,
  properties,
  onChoose,
}: {
  text: string;
  project: string | null;
  properties: readonly { key: string; displayName: string }[];
  onChoose: (href: string) => void;
}) {
  const keptHref = useKeptHref();
  const values = useValueSearch(project, text);
  const found = properties.flatMap(({ key, displayName }) =>
    (values.get(key) ?? []).map((value) => ({ key, displayName, value })),
  );
  if (found.length === 0) return null;
  const open = (key: string, value: string) => {
    const [path, kept] = keptHref("/requests").split("?");
    const params = new URLSearchParams(kept);
    params.set("filter", formatFilter({ field: propertyField(key), op: "is", values: [value] }));
    onChoose(`${path}?${params}`);
  };
  return (
    <Command.Group heading="Values">
      {found.map(({ key, displayName, value }) => (
        <Item
          key={`${key} ${value}`}
          value={`value ${displayName} ${key} ${value}`}
          onSelect={() => open(key, value)}
          icon={<ListFilter aria-hidden />}
        >
          <span className="text-muted">{displayName}</span> {value === "" ? "Empty text" : value}
        </Item>
      ))}
    </Command.Group>
  );
}
