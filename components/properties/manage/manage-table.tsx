"use client";

import { useState } from "react";
import { formatCount } from "@/components/format/count";
import { PageLink } from "@/components/frame/page-link";
import { PropertyRow } from "@/components/properties/manage/property-row";
import type { SaveProperty } from "@/components/properties/manage/use-save-property";
import { Card } from "@/components/ui/card";
import { SearchInput } from "@/components/ui/input";
import { propertiesHref } from "@/lib/filters/search-params";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type ManageTableProps = {
  properties: ManagedProperty[];
  /** Slug. */
  project: string;
  timeZone: string;
  canWrite: boolean;
  save: SaveProperty;
  onMerge: (property: ManagedProperty) => void;
  onKeep: (property: ManagedProperty) => void;
  onSlot: (property: ManagedProperty) => void;
};

const SLOTS = 16;
/** Fewer are found by looking. */
const SEARCHED = 12;
const HEADS = ["Property", "Description", "Slot", "Summed up ahead", ""];

/** Every property with its name, what it means, and how fast it is; hidden ones stay here. */
export function ManageTable({ properties, project, timeZone, canWrite, save, ...asks }: ManageTableProps) {
  const held = properties.filter(({ slot, move }) => slot !== null || move?.step === "waits").length;
  const isMoving = properties.some(({ move }) => move !== null);
  const hidden = properties.filter((property) => property.hidden).length;
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = properties.filter(({ key, displayName }) =>
    [key, displayName].some((name) => name.toLowerCase().includes(wanted)),
  );
  return (
    <Card aria-label="All properties" className="min-w-0">
      <div className="border-b px-4 py-2">
        <h2 className="flex items-baseline gap-2 font-medium">
          All properties
          <span className="font-normal text-muted text-sm">
            {formatCount(properties.length)}
            {hidden > 0 ? `, ${formatCount(hidden)} hidden` : ""}
          </span>
        </h2>
        <p className="text-muted text-sm">
          {held} of {SLOTS} slots are held, by the properties used first until you choose otherwise. What holds a slot
          is answered at once; the others work everywhere, only slower.
        </p>
      </div>
      {properties.length < SEARCHED ? null : (
        <SearchInput
          aria-label="Search properties"
          placeholder="Search properties"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {found.length === 0 && wanted !== "" ? (
        <p className="px-4 py-10 text-center text-muted text-sm wrap-anywhere">
          No property is called “{search.trim()}”.
        </p>
      ) : null}
      {properties.length === 0 ? (
        <p className="px-4 py-10 text-center text-muted text-sm">
          No request has carried a property yet.{" "}
          <PageLink
            href={propertiesHref("/properties", { project })}
            className="text-accent-text underline underline-offset-4"
          >
            How to tag one
          </PageLink>
        </p>
      ) : found.length === 0 ? null : (
        <div className="scroll-thin @container relative overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="text-left text-muted">
                {HEADS.map((head) => (
                  <th key={head} scope="col" className="h-9 px-4 font-medium whitespace-nowrap">
                    {head === "" ? <span className="sr-only">Actions</span> : head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.map((property) => (
                <PropertyRow
                  key={property.key}
                  property={property}
                  project={project}
                  timeZone={timeZone}
                  canWrite={canWrite}
                  isMoving={isMoving}
                  save={save}
                  onMerge={() => asks.onMerge(property)}
                  onKeep={() => asks.onKeep(property)}
                  onSlot={() => asks.onSlot(property)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
