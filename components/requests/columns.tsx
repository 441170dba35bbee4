"use client";

import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
} from "@tanstack/react-table";
import type { ReactNode } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import {
  CostCell,
  CountryCell,
  FeedbackCell,
  KindCostCell,
  LatencyCell,
  TextCell,
  TimeCell,
  TokensCell,
  ValueCell,
} from "@/components/requests/cells";
import { BUILT_IN_COLUMNS, type BuiltInColumn, propertyColumn } from "@/components/requests/column-ids";
import { FoundCell } from "@/components/requests/found-text";
import { StatusPill } from "@/components/requests/status-pill";
import { propertyField } from "@/lib/filters/fields";
import type { RequestRow } from "@/lib/query/list-requests";

type ColumnMeta = {
  /** Numbers stand at the end of their column. */
  numeric: boolean;
  /** Pixels from which on what stands in it always fits; null: it may be of any length. */
  fits: number | null;
};

export const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

const helper = createColumnHelper<typeof features, RequestRow>();

type CellOf = (row: RequestRow) => ReactNode;

const BUILT_INS: Record<BuiltInColumn["id"], { size: number; numeric?: boolean; cell: CellOf }> = {
  time: { size: 144, cell: (row) => <TimeCell moment={row.createdAt} /> },
  status: { size: 96, cell: (row) => <StatusPill status={row.status} outcome={row.outcome} /> },
  model: { size: 176, cell: (row) => <ValueCell field="model" value={row.model} /> },
  request: {
    size: 192,
    cell: (row) => (row.found === null ? <TextCell text={row.requestPreview} /> : <FoundCell text={row.found} />),
  },
  response: { size: 192, cell: (row) => <TextCell text={row.error ?? row.responsePreview} /> },
  cost: { size: 100, numeric: true, cell: (row) => <CostCell row={row} /> },
  latency: { size: 96, numeric: true, cell: (row) => <LatencyCell milliseconds={row.latencyMs} bar /> },
  total_tokens: { size: 112, numeric: true, cell: (row) => tokens(row, row.totalTokens) },
  provider: { size: 112, cell: (row) => <ValueCell field="provider" value={row.provider} /> },
  input_tokens: { size: 104, numeric: true, cell: (row) => tokens(row, row.inputTokens) },
  output_tokens: { size: 112, numeric: true, cell: (row) => tokens(row, row.outputTokens) },
  ttft: { size: 96, numeric: true, cell: (row) => <LatencyCell milliseconds={row.ttftMs} /> },
  user: { size: 140, cell: (row) => <ValueCell field="user" value={row.user} /> },
  session: { size: 140, cell: (row) => <ValueCell field="session" value={row.session} /> },
  finish_reason: { size: 120, cell: (row) => <TextCell text={row.finishReason} /> },
  feedback: { size: 96, cell: (row) => <FeedbackCell feedback={row.feedback} /> },
  country: { size: 88, cell: (row) => <CountryCell code={row.country} /> },
  cost_input: { size: 104, numeric: true, cell: (row) => kindCost(row, row.costs.input) },
  cost_output: { size: 104, numeric: true, cell: (row) => kindCost(row, row.costs.output) },
  cost_cache_read: { size: 128, numeric: true, cell: (row) => kindCost(row, row.costs.cacheRead) },
  cost_cache_write: { size: 128, numeric: true, cell: (row) => kindCost(row, row.costs.cacheWrite) },
  cache_read_tokens: { size: 136, numeric: true, cell: (row) => tokens(row, row.cacheReadTokens) },
  cache_write_tokens: { size: 136, numeric: true, cell: (row) => tokens(row, row.cacheWriteTokens) },
  reasoning_tokens: { size: 136, numeric: true, cell: (row) => tokens(row, row.reasoningTokens) },
  id: { size: 288, cell: (row) => <TextCell text={row.id} mono /> },
};

const VALUES: ReadonlySet<string> = new Set(["model", "provider", "user", "session"]);

function tokens(row: RequestRow, count: number | null): ReactNode {
  return <TokensCell tokens={count} estimated={row.usageEstimated} />;
}

function kindCost(row: RequestRow, dollars: number | null): ReactNode {
  return <KindCostCell dollars={dollars} estimated={row.usageEstimated} />;
}

const column = (id: string, label: string, size: number, meta: ColumnMeta, cell: CellOf) =>
  helper.display({ id, header: label, size, meta, cell: ({ row }) => cell(row.original) });

/** All columns of the project: the built-in ones, and one per property in order of first use. */
export function makeColumns(properties: readonly FilterProperty[]) {
  return BUILT_IN_COLUMNS.flatMap((builtIn) => {
    if (builtIn === null) return properties.map(makePropertyColumn);
    const { size, numeric = false, cell } = BUILT_INS[builtIn.id];
    // A value is cut by its own chip. Every other cut is a layer that scrolling has to move.
    const fits = VALUES.has(builtIn.id) ? 0 : numeric ? size : null;
    return [column(builtIn.id, builtIn.label, size, { numeric, fits }, cell)];
  });
}

function makePropertyColumn({ key, displayName }: FilterProperty) {
  const field = propertyField(key);
  // Wide enough for its name, within bounds: 7 px is the mean width of a letter at 13 px.
  const size = Math.min(200, Math.max(124, displayName.length * 7 + 28));
  return column(propertyColumn(key), displayName, size, { numeric: false, fits: 0 }, (row) => (
    <ValueCell field={field} value={row.properties.find((property) => property.key === key)?.value ?? null} chip />
  ));
}
