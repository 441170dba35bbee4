"use client";

import { useState } from "react";
import { KeepDialog } from "@/components/properties/manage/keep-dialog";
import { ManageTable } from "@/components/properties/manage/manage-table";
import { MergeDialog } from "@/components/properties/manage/merge-dialog";
import { type MergeActions, MergeList } from "@/components/properties/manage/merge-list";
import type { SaveProperty } from "@/components/properties/manage/use-save-property";
import type { AliasRule } from "@/lib/query/aliases";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type ManageProps = {
  properties: ManagedProperty[];
  rules: AliasRule[];
  /** Slug. */
  project: string;
  timeZone: string;
  canWrite: boolean;
  actions: MergeActions & { save: SaveProperty };
};

/** All properties, and what of them is merged. */
export function Manage({ properties, rules, project, timeZone, canWrite, actions }: ManageProps) {
  const [merging, setMerging] = useState<ManagedProperty | null>(null);
  const [keeping, setKeeping] = useState<ManagedProperty | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <ManageTable
        {...{ properties, project, timeZone, canWrite }}
        save={actions.save}
        onMerge={setMerging}
        onKeep={setKeeping}
      />
      {rules.length === 0 ? null : <MergeList {...{ properties, rules, project, canWrite, actions }} />}
      {keeping === null ? null : (
        <KeepDialog property={keeping} project={project} save={actions.save} onClose={() => setKeeping(null)} />
      )}
      {merging === null ? null : (
        <MergeDialog {...{ properties, project, actions }} property={merging} onClose={() => setMerging(null)} />
      )}
    </div>
  );
}
