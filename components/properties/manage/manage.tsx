"use client";

import { useState } from "react";
import { KeepDialog } from "@/components/properties/manage/keep-dialog";
import { ManageTable } from "@/components/properties/manage/manage-table";
import { MergeDialog } from "@/components/properties/manage/merge-dialog";
import { type MergeActions, MergeList } from "@/components/properties/manage/merge-list";
import { type GiveSlot, SlotDialog } from "@/components/properties/manage/slot-dialog";
import { useRefreshWhile } from "@/components/properties/manage/use-refresh-while";
import type { SaveProperty } from "@/components/properties/manage/use-save-property";
import { fieldOfKey, type MergedField, type PropertyField } from "@/lib/filters/fields";
import type { ListedMerge } from "@/lib/query/aliases";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type ManageProps = {
  properties: ManagedProperty[];
  merges: ListedMerge[];
  /** Slug. */
  project: string;
  timeZone: string;
  canWrite: boolean;
  actions: MergeActions & { save: SaveProperty; giveSlot: GiveSlot };
};

/** All properties, and what of them is merged. */
export function Manage({ properties, merges, project, timeZone, canWrite, actions }: ManageProps) {
  const [merging, setMerging] = useState<PropertyField | MergedField | null>(null);
  const [keeping, setKeeping] = useState<ManagedProperty | null>(null);
  const [giving, setGiving] = useState<ManagedProperty | null>(null);
  useRefreshWhile(properties.some(({ move }) => move !== null));
  return (
    <div className="flex flex-col gap-4">
      <ManageTable
        {...{ properties, project, timeZone, canWrite }}
        save={actions.save}
        onMerge={({ key }) => setMerging(fieldOfKey(key))}
        onKeep={setKeeping}
        onSlot={setGiving}
      />
      {canWrite || merges.length > 0 ? (
        <MergeList {...{ properties, merges, project, canWrite, actions }} onMerge={setMerging} />
      ) : null}
      {keeping === null ? null : (
        <KeepDialog property={keeping} project={project} save={actions.save} onClose={() => setKeeping(null)} />
      )}
      {giving === null ? null : (
        <SlotDialog
          {...{ properties, project }}
          property={giving}
          giveSlot={actions.giveSlot}
          onClose={() => setGiving(null)}
        />
      )}
      {merging === null ? null : (
        <MergeDialog {...{ properties, project, actions }} field={merging} onClose={() => setMerging(null)} />
      )}
    </div>
  );
}
