"use client";

import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChevronsLeftRight,
  ChevronsRightLeft,
  EyeOff,
  MoveHorizontal,
  Pin,
  PinOff,
} from "lucide-react";
import type { RefObject } from "react";
import { type HeadColumn, movedBy } from "@/components/requests/column-actions";
import { FIRST_COLUMN } from "@/components/requests/column-ids";
import { withPinned, withVisible, withWidth } from "@/components/requests/column-layout";
import { useColumnLayout } from "@/components/requests/use-column-layout";
import { ordersOf, useSort } from "@/components/requests/use-sort";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";

/** Pixels by which a column becomes wider or narrower. */
const WIDTH_STEP = 32;

type Props = {
  /** The column whose menu is open, or null. */
  column: HeadColumn | null;
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** Everything one can do with a column, for whoever does not drag. One menu for all headers. */
export function ColumnMenu({ column, anchor, onClose }: Props) {
  return (
    <Popover open={column !== null} onOpenChange={(open) => open || onClose()}>
      <PopoverAnchor virtualRef={anchor} />
      <PopoverContent
        aria-label={`Column ${column?.name ?? ""}`}
        className="min-w-44 p-1"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          anchor.current?.focus();
        }}
      >
        {column === null ? null : <Entries column={column} onClose={onClose} />}
      </PopoverContent>
    </Popover>
  );
}

function Entries({ column: { id, size }, onClose }: { column: HeadColumn; onClose: () => void }) {
  const { layout, change } = useColumnLayout();
  const { order, sort } = useSort();
  const orders = ordersOf(id);
  const first = id === FIRST_COLUMN;
  const pinned = layout.pinned.has(id);
  const entry = (label: string, Icon: typeof Pin, run: () => void, disabled = false, stays = false) => (
    <button
      key={label}
      type="button"
      disabled={disabled}
      onClick={() => {
        run();
        if (!stays) onClose();
      }}
      className="flex h-8 items-center gap-2 rounded-sm px-2 hover:bg-hover focus-visible:bg-hover focus-visible:outline-none disabled:opacity-50"
    >
      <Icon aria-hidden className="size-4 text-faint" />
      {label}
    </button>
  );
  const byTime = orders?.first === "newest";
  return (
    <>
      {orders === null
        ? null
        : [
            entry(
              byTime ? "Newest first" : "Largest first",
              ArrowDown,
              () => sort(orders.first),
              order === orders.first,
            ),
            entry(
              byTime ? "Oldest first" : "Smallest first",
              ArrowUp,
              () => sort(orders.second),
              order === orders.second,
            ),
          ]}
      {first
        ? null
        : [
            entry(
              "Move left",
              ArrowLeft,
              () => change((present) => movedBy(present, id, -1)),
              movedBy(layout, id, -1) === layout,
            ),
            entry(
              "Move right",
              ArrowRight,
              () => change((present) => movedBy(present, id, 1)),
              movedBy(layout, id, 1) === layout,
            ),
            entry(pinned ? "Unpin" : "Pin to the left", pinned ? PinOff : Pin, () =>
              change((present) => withPinned(present, id, !pinned)),
            ),
          ]}
      {entry(
        "Wider",
        ChevronsLeftRight,
        () => change((present) => withWidth(present, id, size + WIDTH_STEP)),
        false,
        true,
      )}
      {entry(
        "Narrower",
        ChevronsRightLeft,
        () => change((present) => withWidth(present, id, size - WIDTH_STEP)),
        false,
        true,
      )}
      {entry(
        "Reset width",
        MoveHorizontal,
        () => change((present) => withWidth(present, id, null)),
        !layout.widths.has(id),
      )}
      {first ? null : entry("Hide", EyeOff, () => change((present) => withVisible(present, [id], false)))}
    </>
  );
}
