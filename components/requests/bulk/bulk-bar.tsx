"use client";

import { useQuery } from "@tanstack/react-query";
import { Tag, Tags, X } from "lucide-react";
import { useState } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { formatCount } from "@/components/format/count";
import { useShortcut } from "@/components/frame/use-shortcut";
import type { BulkChange } from "@/components/requests/bulk/bulk-data";
import { BulkProgress, isGoing } from "@/components/requests/bulk/bulk-progress";
import { useBulkEdit } from "@/components/requests/bulk/use-bulk-edit";
import { ExportButton } from "@/components/requests/export/export-button";
import { KeyPicker } from "@/components/requests/panel/key-picker";
import { ValuePicker } from "@/components/requests/panel/value-picker";
import { fetchExactCount, type RowsQuery } from "@/components/requests/row-data";
import { useSelection } from "@/components/requests/use-selection";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type Props = { query: RowsQuery; properties: readonly FilterProperty[] };

/** What can be done with the requests selected; shown while there are any, or while an edit goes on. */
export function BulkBar({ query, properties }: Props) {
  const { selection, empty, selectMatching, clear } = useSelection();
  const bulk = useBulkEdit(query);
  const { data: counted } = useQuery({
    queryKey: ["exact-count", query],
    queryFn: ({ signal }) => fetchExactCount(query, signal),
    enabled: !empty,
  });
  const { progress } = bulk;
  if (empty && progress === null && bulk.start.error === null) return null;
  const count = selection.kind === "matching" ? selection.counted?.count : selection.ids.size;
  const named = count === undefined ? "all matching requests" : requests(count);
  const run = (change: BulkChange) => {
    bulk.start.mutate({ selection, change });
    clear();
  };
  return (
    <section
      aria-label="Selected requests"
      className="absolute inset-x-2 bottom-2 z-30 mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-appear flex-wrap items-center justify-center gap-x-2 gap-y-1 rounded-md bg-raised py-1 pr-1.5 pl-4 text-sm shadow-float"
    >
      {progress !== null && (empty || isGoing(progress)) ? (
        <BulkProgress
          progress={progress}
          name={bulk.name ?? properties.find(({ key }) => key === progress.key)?.displayName ?? progress.key}
          onUndo={() => bulk.undo.mutate(progress.id)}
          onDismiss={bulk.dismiss}
        />
      ) : bulk.start.error !== null && empty ? (
        <>
          <span role="alert" className="text-failed">
            Nothing was changed. {bulk.start.error.message}
          </span>
          <Button variant="ghost" size="icon" aria-label="Dismiss" onClick={bulk.dismiss}>
            <X aria-hidden />
          </Button>
        </>
      ) : (
        <>
          <span role="status">{selection.kind === "matching" ? `All ${named}` : named} selected</span>
          <ClearButton onClear={clear} />
          {selection.kind === "some" && counted !== undefined && counted.count > selection.ids.size ? (
            <Button variant="link" onClick={() => selectMatching(counted)}>
              Select all {formatCount(counted.count)} matching
            </Button>
          ) : null}
          <ChooseProperty label="Set property" counted={named} properties={properties} query={query} onRun={run} />
          <ChooseProperty label="Remove property" counted={named} properties={properties} onRun={run} />
          <ExportButton query={query} properties={properties} selection={selection} />
        </>
      )}
    </section>
  );
}

/** Its key works only while there is something to clear: others have a use for Escape too. */
function ClearButton({ onClear }: { onClear: () => void }) {
  useShortcut("Escape", onClear);
  return (
    <Button variant="ghost" size="icon" aria-label="Clear selection" title="Clear selection (Esc)" onClick={onClear}>
      <X aria-hidden />
    </Button>
  );
}

function requests(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "request" : "requests"}`;
}

type ChooseProps = {
  label: string;
  counted: string;
  properties: readonly FilterProperty[];
  /** Given: a value is asked for too. */
  query?: RowsQuery;
  onRun: (change: BulkChange) => void;
};

/** Which property, then its value; for a removal the property is enough. */
function ChooseProperty({ label, counted, properties, query, onRun }: ChooseProps) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<{ key: string; name: string } | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setChosen(null);
  };
  const run = (edit: BulkChange) => {
    change(false);
    onRun(edit);
  };
  const Icon = query === undefined ? Tag : Tags;
  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>
        <Button variant="ghost">
          <Icon aria-hidden /> {label}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} side="top">
        <p className="border-b px-3 py-2 text-xs text-muted">
          {chosen === null
            ? `${label} ${query === undefined ? "from" : "on"} ${counted}`
            : `${chosen.name} on ${counted}`}
        </p>
        {chosen === null || query === undefined ? (
          <KeyPicker
            properties={properties}
            onlyKnown={query === undefined}
            onPick={(key, name) => (query === undefined ? run({ key, name, value: null }) : setChosen({ key, name }))}
          />
        ) : (
          <ValuePicker
            project={query.project}
            propertyKey={chosen.key}
            name={chosen.name}
            present={null}
            onPick={(value) => run({ ...chosen, value })}
          />
        )}
      </PopoverContent>
    </Popover>
  );
}
