import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { details } from "@/db/schema";
import { execute, type ProjectReader } from "./context";
import type { Position } from "./cursor";
import type { RequestRow } from "./list-requests";
import { readBody } from "./request-body";
import { readStoredRows, type StoredRow, selectStored } from "./request-rows";

/** A request with its bodies as text; null where they are not kept, not text, or not asked for. */
export type ExportedRequest = RequestRow & { requestBody: string | null; responseBody: string | null };

type StoredBodies = {
  request_body: Uint8Array | null;
  response_body: Uint8Array | null;
  request_content_type: string | null;
  response_content_type: string | null;
};

const BODIES: SQL[] = [
  sql`${details.requestBody}, ${details.responseBody}, ${details.requestContentType}, ${details.responseContentType}`,
];

/** The requests at these places, in their order, as far as they are (still) there. */
export async function exportRequests(
  context: ProjectReader,
  places: readonly Position[],
  bodies: boolean,
): Promise<ExportedRequest[]> {
  if (places.length === 0) return [];
  const stored = await execute<StoredRow & Partial<StoredBodies>>(
    context,
    selectStored(context.project.id, places, bodies ? BODIES : []),
  );
  const rows = await readStoredRows(context, stored);
  return rows.map((row, index) => ({
    ...row,
    requestBody: bodyText(stored[index]?.request_body, stored[index]?.request_content_type),
    responseBody: bodyText(stored[index]?.response_body, stored[index]?.response_content_type),
  }));
}

function bodyText(bytes: Uint8Array | null = null, contentType: string | null = null): string | null {
  return readBody({ bytes, contentType, length: null, cut: null }).text;
}
