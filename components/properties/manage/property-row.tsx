"use client";

import { useState } from "react";
import { ABSENT } from "@/components/charts/unit-format";
import { EditRow } from "@/components/properties/manage/edit-row";
import { formatDays } from "@/components/properties/manage/keep-dialog";
import { PropertyActions } from "@/components/properties/manage/property-actions";
import { rollupWords } from "@/components/properties/manage/rollup-words";
import { SlotCell } from "@/components/properties/manage/slot-cell";
import { type SaveProperty, useSaveProperty } from "@/components/properties/manage/use-save-property";
import { classNames } from "@/components/ui/class-names";
import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";
import type { ManagedProperty } from "@/lib/query/managed-properties";

export type PropertyRowProps = {
  property: ManagedProperty;
  project: string;
  timeZone: string;
  canWrite: boolean;
  /** One of the project's properties is on its way to or from a slot: no other one begins. */
  isMoving: boolean;
  save: SaveProperty;
  onMerge: () => void;
  onKeep: () => void;
  onSlot: () => void;
};

/** One property: its name and meaning, to be edited in place, and what is known of its speed. */
export function PropertyRow({ property, project, timeZone, canWrite, isMoving, save, ...asks }: PropertyRowProps) {
  const { key, displayName, description, slot, move, hidden, mergedInto, keepDays } = property;
  const [editing, setEditing] = useState(false);
  const [wasEdited, setWasEdited] = useState(false);
  const { change, saving, problem, forget } = useSaveProperty(property, project, save);
  if (editing) {
    return (
      <EditRow
        property={property}
        saving={saving}
        problem={problem}
        onCancel={() => {
          forget();
          setEditing(false);
        }}
        onSave={(changes) => change(changes, `${displayName} is changed.`, () => setEditing(false))}
      />
    );
  }
  const rollup = rollupWords(property, timeZone);
  return (
    <tr className="group h-12 border-t hover:bg-hover">
      <th scope="row" className="max-w-72 min-w-40 px-4 text-left font-normal">
        <span
          className={classNames("flex min-w-0 items-center gap-2", (hidden || mergedInto !== null) && "text-muted")}
        >
          <span dir="auto" className="truncate" title={displayName}>
            {displayName}
          </span>
          {hidden ? <Pill>hidden</Pill> : null}
          {keepDays === null ? null : <Pill>values kept {formatDays(keepDays)}</Pill>}
          {mergedInto === null ? null : <Pill>merged into {mergedInto}</Pill>}
        </span>
        <span className="block truncate font-mono text-muted text-xs" title={key}>
          {key}
        </span>
      </th>
      <td className="max-w-md min-w-48 px-4 text-muted wrap-anywhere">{description ?? ABSENT}</td>
      <td className="px-4 whitespace-nowrap">
        <SlotCell {...{ slot, move, timeZone }} />
      </td>
      <td className="px-4 whitespace-nowrap">
        {rollup.reason === null ? (
          rollup.label
        ) : (
          <Tooltip content={rollup.reason}>
            <button type="button" className="cursor-help">
              <Pill tone="slow">{rollup.label}</Pill>
            </button>
          </Tooltip>
        )}
      </td>
      <td className="sticky right-0 bg-surface px-4 text-right whitespace-nowrap group-hover:bg-hover">
        {problem === null ? null : (
          <span role="alert" className="mr-2 text-failed">
            {problem}
          </span>
        )}
        {canWrite ? (
          <PropertyActions
            {...{ property, isMoving, saving, ...asks }}
            focusEdit={wasEdited}
            onEdit={() => {
              setEditing(true);
              setWasEdited(true);
            }}
            onHide={() =>
              change(
                { hidden: !hidden },
                `${displayName} is ${hidden ? "shown again" : "hidden: filters still know it"}.`,
              )
            }
          />
        ) : null}
      </td>
    </tr>
  );
}
