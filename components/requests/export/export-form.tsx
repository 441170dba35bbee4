"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { formatCount } from "@/components/format/count";
import { pageParams } from "@/components/requests/bulk/bulk-data";
import { EXPORT_GROUPS } from "@/components/requests/export/export-groups";
import { fetchExactCount, type RowsQuery } from "@/components/requests/row-data";
import type { Selection } from "@/components/requests/use-selection";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EXPORT_COLUMNS, propertyColumn } from "@/lib/filters/export-columns";

type Props = {
  query: RowsQuery;
  properties: readonly FilterProperty[];
  selection: Selection;
  /** Where an answer that is no file goes. */
  frame: string;
  onSent: () => void;
};

/** Which columns, and as what: a plain form, so that the file goes from the server straight to the disk. */
export function ExportForm({ query, properties, selection, frame, onSent }: Props) {
  const everything = [...EXPORT_COLUMNS, ...properties.map(({ key }) => propertyColumn(key))];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(everything));
  const [format, setFormat] = useState("csv");
  const some = selection.kind === "some" && selection.ids.size > 0 ? selection.ids : null;
  const count = useQuery({
    queryKey: ["exact-count", query],
    queryFn: ({ signal }) => fetchExactCount(query, signal),
    enabled: some === null,
  });
  const groups = [
    ...EXPORT_GROUPS,
    {
      title: "Properties",
      columns: properties.map(({ key, displayName }) => ({ id: propertyColumn(key), label: displayName })),
    },
  ].filter(({ columns }) => columns.length > 0);
  const toggle = (id: string, checked: boolean) => {
    const next = new Set(chosen);
    if (checked) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  // In the order in which they are listed, whatever was ticked first.
  const columns = groups.flatMap((group) => group.columns.map(({ id }) => id)).filter((id) => chosen.has(id));
  const number = some === null ? count.data?.count : some.size;
  return (
    <form
      method="post"
      action={`/requests/export?${pageParams(query)}`}
      target={frame}
      onSubmit={() => setTimeout(onSent)}
      className="flex min-h-0 flex-col text-sm"
    >
      <input type="hidden" name="columns" value={columns.join(",")} />
      <input type="hidden" name="ids" value={some === null ? "" : [...some].join("\n")} />
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-3 pb-2">
        <p>
          {number === undefined
            ? "All matching requests"
            : `${formatCount(number)} ${number === 1 ? "request" : "requests"}`}
          <span className="text-muted">{some === null ? ", all that the filter and range match" : ", selected"}</span>
        </p>
        <fieldset className="flex gap-3">
          <legend className="sr-only">Format</legend>
          {["csv", "jsonl"].map((name) => (
            <label key={name} className="flex items-center gap-1.5">
              <input
                type="radio"
                name="format"
                value={name}
                checked={format === name}
                onChange={() => setFormat(name)}
                className="accent-accent"
              />
              {name.toUpperCase()}
            </label>
          ))}
        </fieldset>
      </div>
      <div className="flex items-center gap-1 border-b px-2 pb-1">
        <Button variant="ghost" onClick={() => setChosen(new Set(everything))}>
          All but bodies
        </Button>
        <Button variant="ghost" onClick={() => setChosen(new Set())}>
          None
        </Button>
      </div>
      <div className="scroll-thin min-h-0 overflow-y-auto px-4 pb-3">
        {groups.map((group) => (
          <fieldset key={group.title} className="mt-3">
            <legend className="mb-1 text-xs text-muted">{group.title}</legend>
            <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-2">
              {group.columns.map(({ id, label }) => (
                // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control.
                <label key={id} className="flex min-h-7 min-w-0 items-center gap-2">
                  <Checkbox checked={chosen.has(id)} onCheckedChange={(checked) => toggle(id, checked === true)} />
                  <span className="truncate" title={label}>
                    {label}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      <footer className="flex items-center justify-between gap-3 border-t px-4 py-3">
        <p className="text-xs text-muted">Costs in USD, times in UTC. Newest first.</p>
        <Button type="submit" variant="primary" size="md" disabled={columns.length === 0}>
          Download
        </Button>
      </footer>
    </form>
  );
}
