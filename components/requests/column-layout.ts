import { builtInColumn, columnToken, FIRST_COLUMN } from "@/components/requests/column-ids";

export const DENSITIES = {
  compact: { label: "Compact", rowHeight: 32 },
  comfortable: { label: "Comfortable", rowHeight: 40 },
} as const;
export type Density = keyof typeof DENSITIES;

/** How a table of requests is laid out. */
export type ColumnLayout = {
  /** Every column of the project, shown or not, in order. */
  order: readonly string[];
  hidden: ReadonlySet<string>;
  /** Stand beside the first column and stay there while the others scroll. */
  pinned: ReadonlySet<string>;
  /** Pixels, of those that were resized. */
  widths: ReadonlyMap<string, number>;
  density: Density;
};

const MIN_WIDTH = 64;
const MAX_WIDTH = 800;
/** Cookies hold 4,096 bytes with their name. */
const MAX_LENGTH = 3_900;

/** Cookie with the layout of one project's table in this browser. */
export function layoutCookie(projectSlug: string): string {
  return `facet_columns_${encodeURIComponent(projectSlug)}`;
}

/** The columns in sight: the first, the pinned ones, the others. */
export function shownColumns({ order, hidden, pinned }: ColumnLayout): string[] {
  const shown = order.filter((column) => column !== FIRST_COLUMN && !hidden.has(column));
  return [
    FIRST_COLUMN,
    ...shown.filter((column) => pinned.has(column)),
    ...shown.filter((column) => !pinned.has(column)),
  ];
}

export function withVisible(layout: ColumnLayout, columns: Iterable<string>, visible: boolean): ColumnLayout {
  const hidden = new Set(layout.hidden);
  for (const column of columns) {
    if (visible) hidden.delete(column);
    else if (column !== FIRST_COLUMN) hidden.add(column);
  }
  return { ...layout, hidden };
}

export function withWidth(layout: ColumnLayout, column: string, width: number | null): ColumnLayout {
  const widths = new Map(layout.widths);
  if (width === null) widths.delete(column);
  else widths.set(column, Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))));
  return { ...layout, widths };
}

export function withPinned(layout: ColumnLayout, column: string, isPinned: boolean): ColumnLayout {
  const pinned = new Set(layout.pinned);
  if (isPinned) pinned.add(column);
  else pinned.delete(column);
  return { ...layout, pinned };
}

/** Moves a column to a side of another. Among pinned ones it becomes pinned, among others it no longer is. */
export function withMoved(
  layout: ColumnLayout,
  column: string,
  target: string,
  side: "before" | "after",
): ColumnLayout {
  if (column === FIRST_COLUMN || column === target) return layout;
  const pinned = target === FIRST_COLUMN ? layout.pinned.has(column) : layout.pinned.has(target);
  // Moved within what is seen: pinned columns stand first whatever their place in the order is.
  const seen = shownColumns(layout).filter((each) => each !== column);
  const at = target === FIRST_COLUMN ? 1 : seen.indexOf(target) + (side === "after" ? 1 : 0);
  const rest = layout.order.filter((each) => layout.hidden.has(each) && each !== column);
  const order = withHiddenInPlace(seen.toSpliced(at, 0, column), rest, layout.order);
  return withPinned({ ...layout, order }, column, pinned);
}

/** Hidden columns stay behind the one they stood behind. */
function withHiddenInPlace(seen: string[], hidden: string[], before: readonly string[]): string[] {
  const order = [...seen];
  for (const column of hidden) {
    const previous = before[before.indexOf(column) - 1];
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, column);
  }
  return order;
}

/** The layout nobody has changed. `columns` in their first order. */
export function defaultLayout(columns: readonly string[]): ColumnLayout {
  return {
    order: columns,
    hidden: new Set(columns.filter(hiddenAtFirst)),
    pinned: new Set(),
    widths: new Map(),
    density: "compact",
  };
}

function hiddenAtFirst(column: string): boolean {
  return builtInColumn(column)?.hidden ?? false;
}

/**
 * Only what differs from the default, short enough for a cookie and safe in a URL: `o.cost.model~v.user~p.cost~w.cost-120~d`
 * is the order (as far as it differs), columns shown or hidden unlike at first, pinned ones, widths, comfortable rows.
 */
export function formatLayout(layout: ColumnLayout, columns: readonly string[]): string {
  const section = (name: string, tokens: string[]) => (tokens.length === 0 ? [] : [[name, ...tokens].join(".")]);
  const toggled = columns.filter((column) => layout.hidden.has(column) !== hiddenAtFirst(column));
  const widths = [...layout.widths].map(([column, width]) => `${columnToken(column)}-${width}`);
  const sections = [
    ...section("v", toggled.map(columnToken)),
    ...section("p", columns.filter((column) => layout.pinned.has(column)).map(columnToken)),
    ...(layout.density === "comfortable" ? ["d"] : []),
    ...section("w", widths),
    ...section("o", movedHead(layout.order, columns).map(columnToken)),
  ];
  // What would not fit is left out whole, the most important first: half an order is another order.
  while (sections.join("~").length > MAX_LENGTH) sections.pop();
  return sections.join("~");
}

/** The head of the order up to where the rest stands as at first. */
function movedHead(order: readonly string[], columns: readonly string[]): string[] {
  const place = new Map(columns.map((column, index) => [column, index]));
  let end = order.length - 1;
  while (end > 0 && (place.get(order[end - 1] ?? "") ?? 0) < (place.get(order[end] ?? "") ?? 0)) end -= 1;
  return end <= 0 ? [] : order.slice(0, end);
}

/**
 * The layout that a text stands for. What it does not know is as at first: new properties appear by themselves, and a text
 * from elsewhere spoils nothing.
 */
export function readLayout(text: string, columns: readonly string[]): ColumnLayout {
  const byToken = new Map(columns.map((column) => [columnToken(column), column]));
  const sections = new Map(
    text.split("~").map((section) => {
      const [name = "", ...tokens] = section.split(".");
      return [name, tokens] as const;
    }),
  );
  const named = (name: string) => (sections.get(name) ?? []).flatMap((token) => byToken.get(token) ?? []);
  const head = new Set(named("o"));
  const toggled = new Set(named("v"));
  const layout: ColumnLayout = {
    order: [...head, ...columns.filter((column) => !head.has(column))],
    hidden: new Set(
      columns.filter((column) => column !== FIRST_COLUMN && hiddenAtFirst(column) !== toggled.has(column)),
    ),
    pinned: new Set(named("p")),
    widths: new Map(),
    density: sections.has("d") ? "comfortable" : "compact",
  };
  return (sections.get("w") ?? []).reduce((read, entry) => {
    const [token = "", width = ""] = entry.split("-");
    const column = byToken.get(token);
    return column !== undefined && /^\d{1,4}$/.test(width) ? withWidth(read, column, Number(width)) : read;
  }, layout);
}

const SECTION = /^(d|[vpwo]\..+)$/;

/**
 * Whether a text is not one that `formatLayout` writes. Columns of properties do not count: a link may come from before one
 * was hidden or from another project.
 */
export function isUnknownLayout(text: string): boolean {
  return text.split("~").some((section) => {
    if (!SECTION.test(section)) return true;
    const [, ...tokens] = section.split(".");
    const names = tokens.map((token) => token.split("-")[0] ?? "");
    return names.some((name) => builtInColumn(name) === null && !PROPERTY_TOKEN.test(name));
  });
}

/** See `columnToken`. */
const PROPERTY_TOKEN = /^[0-9A-Z]{1,6}$/;
