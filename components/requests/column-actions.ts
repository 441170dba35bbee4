import { FIRST_COLUMN } from "@/components/requests/column-ids";
import { type ColumnLayout, shownColumns, withMoved } from "@/components/requests/column-layout";

/** What the head of the table knows of a column. */
export type HeadColumn = {
  id: string;
  name: string;
  numeric: boolean;
  /** Pixels, as laid out. */
  size: number;
};

/** One place to the left or to the right among the columns in sight; the same layout when there is none. */
export function movedBy(layout: ColumnLayout, column: string, step: 1 | -1): ColumnLayout {
  const shown = shownColumns(layout);
  const target = shown[shown.indexOf(column) + step];
  if (target === undefined || target === FIRST_COLUMN) return layout;
  return withMoved(layout, column, target, step === 1 ? "after" : "before");
}
