"use client";

import { useSelection } from "@/components/requests/use-selection";

const BOX = "size-3.5 shrink-0 cursor-default accent-accent";

/** Selects every loaded row, or none. */
export function SelectLoaded({ ids }: { ids: readonly string[] }) {
  const { isSelected, setSelected, empty, clear } = useSelection();
  const all = ids.length > 0 && ids.every(isSelected);
  return (
    <input
      type="checkbox"
      aria-label="Select the loaded requests"
      checked={all}
      ref={(box) => {
        if (box !== null) box.indeterminate = !empty && !all;
      }}
      onChange={() => (all ? clear() : setSelected(ids, true, ids))}
      className={BOX}
    />
  );
}

/**
 * Selects one row; with Shift all between it and the one before. Seen once the pointer is there or something is selected;
 * until then it has no appearance, which unlike no opacity makes no layer.
 */
export function SelectRow({ selected, onSelect }: { selected: boolean; onSelect: (range: boolean) => void }) {
  return (
    <input
      type="checkbox"
      aria-label="Select this request"
      tabIndex={-1}
      checked={selected}
      onChange={() => undefined}
      onClick={(event) => {
        event.stopPropagation();
        onSelect(event.shiftKey);
      }}
      className={`${BOX} appearance-none group-hover:appearance-auto group-data-selecting/table:appearance-auto checked:appearance-auto pointer-coarse:appearance-auto`}
    />
  );
}
