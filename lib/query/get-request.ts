import "server-only";
import { sql } from "drizzle-orm";
import { requestTime } from "@/db/request-id";
import { details, facts } from "@/db/schema";
import { execute, type QueryContext } from "./context";
import { isUuid, type Position } from "./cursor";
import type { RequestRow } from "./list-requests";
import { DETAIL_COLUMNS, readDetail, type StoredDetail } from "./request-detail";
import { readStoredRows, STORED_COLUMNS, type StoredRow } from "./request-rows";

export type RequestBody = {
  /** The body as text; null when it is not kept or is not text (audio, images). */
  text: string | null;
  contentType: string | null;
  /** Bytes of the whole body as it passed. */
  length: number | null;
  /** Only the first part was kept. */
  cut: boolean;
};

export type RequestDetail = RequestRow & {
  callerId: string | null;
  method: string;
  path: string;
  upstreamHost: string;
  stream: boolean;
  requestModel: string | null;
  responseModel: string | null;
  modelOverride: string | null;
  responseId: string | null;
  sessionPath: string | null;
  sessionName: string | null;
  promptId: string | null;
  audioTokens: number | null;
  inputAudioTokens: number | null;
  outputAudioTokens: number | null;
  usageSource: "none" | "estimated" | "reported";
  pricedAs: string | null;
  priceVersion: string | null;
  /** Canonical keys whose value was cut at 1,024 characters. */
  cutProperties: string[];
  parameters: Record<string, unknown>;
  request: RequestBody;
  response: RequestBody;
};

/** The request with this id, ours or the caller's own (sent twice: the newest); null when the project has none. */
export async function getRequest(context: QueryContext, id: string): Promise<RequestDetail | null> {
  const position = await getRequestPosition(context, id);
  return position === null ? null : readAt(context, position);
}

/** Where the request with this id lies, ours or the caller's own. */
export async function getRequestPosition(context: QueryContext, id: string): Promise<Position | null> {
  const wanted = id.toLowerCase();
  if (!isUuid(wanted)) return null;
  const time = requestTime(wanted);
  const own = time === null ? null : await findOwn(context, { createdAt: time, id: wanted });
  return own ?? findByCallerId(context, wanted);
}

async function findOwn(context: QueryContext, position: Position): Promise<Position | null> {
  const rows = await execute(
    context,
    sql`select 1 as found from ${facts} where ${facts.projectId} = ${context.project.id}
      and ${facts.createdAt} = ${position.createdAt.toISOString()}::timestamptz and ${facts.id} = ${position.id}::uuid`,
  );
  return rows.length === 0 ? null : position;
}

async function findByCallerId(context: QueryContext, callerId: string): Promise<Position | null> {
  const [row] = await execute<{ created_ms: number; id: string }>(
    context,
    sql`select (extract(epoch from ${details.createdAt}) * 1000)::float8 as created_ms, ${details.id} from ${details}
      where ${details.projectId} = ${context.project.id} and ${details.callerId} = ${callerId}::uuid
      order by ${details.createdAt} desc, ${details.id} desc limit 1`,
  );
  return row === undefined ? null : { createdAt: new Date(row.created_ms), id: row.id };
}

async function readAt(context: QueryContext, { createdAt, id }: Position): Promise<RequestDetail | null> {
  const projectId = context.project.id;
  const at = sql`${createdAt.toISOString()}::timestamptz`;
  const [row] = await execute<StoredRow & StoredDetail>(
    context,
    sql`select ${STORED_COLUMNS}, ${DETAIL_COLUMNS} from ${facts}
      left join ${details} on ${details.projectId} = ${projectId} and ${details.createdAt} = ${at}
        and ${details.id} = ${facts.id}
      where ${facts.projectId} = ${projectId} and ${facts.createdAt} = ${at} and ${facts.id} = ${id}::uuid`,
  );
  if (row === undefined) return null;
  const [summary] = await readStoredRows(context, [row]);
  return summary === undefined ? null : { ...summary, ...readDetail(row) };
}
