"use client";

import { Pencil, Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { type FilterProperty, propertyNames } from "@/components/filters/property-names";
import { formatCount } from "@/components/format/count";
import { useShortcut } from "@/components/frame/use-shortcut";
import { ValueCell } from "@/components/requests/cells";
import { takeEditRequest } from "@/components/requests/edit-request";
import { KeyPicker } from "@/components/requests/panel/key-picker";
import type { RequestProperty } from "@/components/requests/panel/request-data";
import { Section } from "@/components/requests/panel/section";
import { usePropertyEdit } from "@/components/requests/panel/use-property-edit";
import { ValuePicker } from "@/components/requests/panel/value-picker";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { fieldLabel } from "@/lib/filters/chips";
import { propertyField } from "@/lib/filters/fields";
import type { RequestDetail } from "@/lib/query/get-request";

type Props = { detail: RequestDetail; properties: readonly FilterProperty[]; project: string | null };
type Save = ReturnType<typeof usePropertyEdit>;

/** So many are shown at first when there are more, unless only a few were left. */
const FOLDED = 20;
const SLACK = 4;

/** The request's properties, each a way to filter, to be changed or removed; and a way to add one. */
export function PropertyEditor({ detail, properties, project }: Props) {
  const names = propertyNames(properties);
  const save = usePropertyEdit(project, detail);
  const [everything, setEverything] = useState(false);
  const present = detail.properties;
  // A request may carry hundreds: its conversation must not begin ten screens further down.
  const shown = everything || present.length <= FOLDED + SLACK ? present : present.slice(0, FOLDED);
  return (
    <Section title="Properties">
      {present.length === 0 ? null : (
        <dl className="grid gap-x-6 text-sm sm:grid-cols-2">
          {shown.map((property) => (
            <PropertyRow
              key={property.key}
              property={property}
              name={fieldLabel(propertyField(property.key), names)}
              cut={detail.cutProperties.includes(property.key)}
              project={project}
              save={save}
            />
          ))}
        </dl>
      )}
      {shown.length < present.length ? (
        <div className="py-1">
          <Button variant="link" size="inline" onClick={() => setEverything(true)}>
            Show all {formatCount(present.length)} properties
          </Button>
        </div>
      ) : null}
      <AddProperty id={detail.id} properties={properties} present={present} project={project} save={save} />
    </Section>
  );
}

type RowProps = { property: RequestProperty; name: string; cut: boolean; project: string | null; save: Save };

function PropertyRow({ property: { key, value }, name, cut, project, save }: RowProps) {
  const [editing, setEditing] = useState(false);
  return (
    <div className="group grid min-h-7 min-w-0 grid-cols-[minmax(5rem,7rem)_1fr] items-center gap-x-3">
      <dt className="truncate text-muted" title={key}>
        {name}
      </dt>
      <dd className="-ml-1.5 flex min-w-0 items-center">
        <div className="min-w-0 flex-1 truncate px-1.5">
          <ValueCell field={propertyField(key)} value={value} />
        </div>
        {cut ? <span className="ml-2 shrink-0 text-xs text-slow">cut at 1,024 characters</span> : null}
        <div className="ml-1 flex shrink-0 opacity-0 group-hover:opacity-100 focus-within:opacity-100 has-[[data-state=open]]:opacity-100 pointer-coarse:opacity-100">
          <Popover open={editing} onOpenChange={setEditing}>
            <PopoverTrigger asChild>
              <Button variant="ghost" size="icon" aria-label={`Change ${name}`} title={`Change ${name}`}>
                <Pencil aria-hidden className="size-3.5!" />
              </Button>
            </PopoverTrigger>
            <PopoverContent aria-label={`Change ${name}`}>
              <ValuePicker
                project={project}
                propertyKey={key}
                name={name}
                present={value}
                onPick={(next) => {
                  setEditing(false);
                  void save(key, name, next);
                }}
              />
            </PopoverContent>
          </Popover>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove ${name}`}
            title={`Remove ${name}`}
            onClick={() => void save(key, name, null)}
          >
            <X aria-hidden className="size-3.5!" />
          </Button>
        </div>
      </dd>
    </div>
  );
}

type AddProps = Omit<Props, "detail"> & { id: string; present: readonly RequestProperty[]; save: Save };

/** First which property, then its value. */
function AddProperty({ id, properties, present, project, save }: AddProps) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<{ key: string; name: string } | null>(null);
  const absent = properties.filter(({ key }) => !present.some((property) => property.key === key));
  useShortcut("e", () => setOpen(true));
  // Pressed in the table, `e` opens the panel first.
  useEffect(() => {
    if (takeEditRequest(id)) setOpen(true);
  }, [id]);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setChosen(null);
      }}
    >
      <PopoverTrigger asChild>
        <Button variant="ghost" className="-ml-2" title="Add property (e)">
          <Plus aria-hidden /> Add property
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={chosen === null ? "Add property" : `Value of ${chosen.name}`}>
        {chosen === null ? (
          <KeyPicker properties={absent} onPick={(key, name) => setChosen({ key, name })} />
        ) : (
          <ValuePicker
            project={project}
            propertyKey={chosen.key}
            name={chosen.name}
            present={present.find(({ key }) => key === chosen.key)?.value ?? null}
            onPick={(value) => {
              setOpen(false);
              setChosen(null);
              void save(chosen.key, chosen.name, value);
            }}
          />
        )}
      </PopoverContent>
    </Popover>
  );
}
