import { BODY_COLUMNS, EXPORT_COLUMNS, type ExportColumn } from "@/lib/filters/export-columns";

export type ExportGroup = { title: string; columns: { id: string; label: string }[] };

const TITLES: [title: string, columns: readonly ExportColumn[]][] = [
  ["Request", ["id", "created_at", "provider", "model", "status", "outcome", "error", "finish_reason"]],
  ["Time", ["latency_ms", "ttft_ms"]],
  ["Cost", EXPORT_COLUMNS.filter((name) => name.startsWith("cost") || name === "unpriced_reason")],
  ["Tokens", EXPORT_COLUMNS.filter((name) => name.endsWith("_tokens") || name === "usage_estimated")],
  ["Who", ["user_id", "session_id", "country", "feedback"]],
  ["Text", ["request_preview", "response_preview", ...BODY_COLUMNS]],
];

const WORDED = new Map<string, string>([
  ["latency_ms", "Latency, ms"],
  ["ttft_ms", "Time to first token, ms"],
  ["request_preview", "Request, first 300 characters"],
  ["response_preview", "Response, first 300 characters"],
  ["request_body", "Request body, whole"],
  ["response_body", "Response body, whole"],
  ["created_at", "Time"],
  ["user_id", "User"],
  ["session_id", "Session"],
]);

/** The columns to choose from, under headings. */
export const EXPORT_GROUPS: ExportGroup[] = TITLES.map(([title, columns]) => ({
  title,
  columns: columns.map((id) => ({ id, label: label(id) })),
}));

function label(id: string): string {
  const text = id.replaceAll("_", " ");
  return WORDED.get(id) ?? `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}
