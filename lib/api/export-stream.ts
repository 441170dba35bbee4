import "server-only";
import { csvLine } from "@/lib/filters/csv";
import type { ExportChoice, ExportColumn } from "@/lib/filters/export-columns";
import type { QueryContext } from "@/lib/query/context";
import type { ExportedRequest } from "@/lib/query/export-requests";
import { type ExportQuestion, exportedRequests } from "@/lib/query/exported-requests";
import { listPropertyNames } from "@/lib/query/list-properties";

export type ExportFormat = "csv" | "jsonl";

type Cell = string | number | boolean | null;

const CELLS: Record<ExportColumn, (row: ExportedRequest) => Cell> = {
  id: (row) => row.id,
  created_at: (row) => row.createdAt.toISOString(),
  provider: (row) => row.provider,
  model: (row) => row.model,
  status: (row) => row.status,
  outcome: (row) => row.outcome,
  error: (row) => row.error,
  finish_reason: (row) => row.finishReason,
  latency_ms: (row) => row.latencyMs,
  ttft_ms: (row) => row.ttftMs,
  cost: (row) => row.cost,
  cost_input: (row) => row.costs.input,
  cost_output: (row) => row.costs.output,
  cost_cache_read: (row) => row.costs.cacheRead,
  cost_cache_write: (row) => row.costs.cacheWrite,
  unpriced_reason: (row) => row.unpricedReason,
  input_tokens: (row) => row.inputTokens,
  output_tokens: (row) => row.outputTokens,
  total_tokens: (row) => row.totalTokens,
  cache_read_tokens: (row) => row.cacheReadTokens,
  cache_write_tokens: (row) => row.cacheWriteTokens,
  reasoning_tokens: (row) => row.reasoningTokens,
  usage_estimated: (row) => row.usageEstimated,
  user_id: (row) => row.user,
  session_id: (row) => row.session,
  country: (row) => row.country,
  feedback: (row) => row.feedback,
  request_preview: (row) => row.requestPreview,
  response_preview: (row) => row.responsePreview,
  request_body: (row) => row.requestBody,
  response_body: (row) => row.responseBody,
};

/**
 * A file of the requests asked for, written while it is read: the next page is asked for when the one before has left, so
 * that memory stays the same for ten rows and ten million, and a reader who leaves ends the work.
 */
export async function exportResponse(
  context: QueryContext,
  question: ExportQuestion,
  { choice, format, page }: { choice: ExportChoice; format: ExportFormat; page?: number },
): Promise<Response> {
  const properties = choice.properties ?? (await listPropertyNames(context)).map(({ key }) => key);
  const bodies = choice.columns.includes("request_body") || choice.columns.includes("response_body");
  const pages = exportedRequests(context, question, { bodies, page });
  const texts = write(pages, { columns: choice.columns, properties }, format);
  // The first page is read before the answer begins: what cannot be read is an error then, and not half a file.
  let next: Promise<IteratorResult<string>> = texts.next();
  await next;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await next;
        if (done === true) return controller.close();
        controller.enqueue(encoder.encode(value));
        next = texts.next();
        // Thrown where it is awaited, with the next pull.
        next.catch(() => undefined);
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  const [type, ending] = format === "csv" ? ["text/csv", "csv"] : ["application/x-ndjson", "jsonl"];
  return new Response(body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="requests.${ending}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

type Columns = { columns: ExportColumn[]; properties: string[] };

async function* write(
  pages: AsyncGenerator<ExportedRequest[]>,
  { columns, properties }: Columns,
  format: ExportFormat,
): AsyncGenerator<string, void, undefined> {
  const line = format === "csv" ? csvOf : jsonOf;
  const head = format === "csv" ? csvLine([...columns, ...properties.map((key) => `property:${key}`)]) : "";
  let text = head;
  for await (const rows of pages) {
    for (const row of rows) text += line(row, { columns, properties });
    if (text !== "") yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** One column for each property. */
function csvOf(row: ExportedRequest, { columns, properties }: Columns): string {
  const values = new Map(row.properties.map(({ key, value }) => [key, value]));
  return csvLine([...columns.map((name) => CELLS[name](row)), ...properties.map((key) => values.get(key) ?? null)]);
}

/** Properties under a name of their own: one may be called like a column. */
function jsonOf(row: ExportedRequest, { columns, properties }: Columns): string {
  const wanted = new Set(properties);
  const own = row.properties.filter(({ key }) => wanted.has(key)).map(({ key, value }) => [key, value]);
  const cells = columns.map((name) => [name, CELLS[name](row)]);
  return `${JSON.stringify({
    ...Object.fromEntries(cells),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(own) }),
  })}\n`;
}
