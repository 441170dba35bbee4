import type { Outcome } from "@/db/outcome";
import { emptyRequest } from "@/lib/providers/facts";
import { isObject } from "@/lib/providers/json-values";
import { modelFromPath, readMetadata, readModel, readUser } from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts } from "@/lib/providers/types";
import type { BodyCapture } from "./body-capture";
import type { RequestHeaders } from "./request-headers";
import type { ResponseTap } from "./response-tap";
import type { Route } from "./route";

/** What is known of one call while it is under way. */
export type CallFacts = {
  id: string;
  /** Milliseconds since the epoch, the time inside `id`. */
  createdAt: number;
  /** `performance.now()` at arrival. */
  startedAt: number;
  method: string;
  projectId: number;
  headers: RequestHeaders;
  route: Route;
  shape: ProviderShape | null;
  request: RequestFacts;
  requestBody: BodyCapture | null;
  tap: ResponseTap | null;
  /** `performance.now()` at the first byte of the answer's body. */
  firstByteAt: number | null;
};

/** How a call ended. */
export type Ending = { outcome: Outcome; status: number; error: string | null };

/** A form's fields as the JSON body they stand for. */
export function formBody(fields: Map<string, string>): Record<string, unknown> {
  return { ...Object.fromEntries(fields), stream: fields.get("stream") === "true" };
}

/** What the request's body and path say; of shapes that are not known, what nearly all have in common. */
export function readRequestFacts(shape: ProviderShape | null, json: unknown, path: string): RequestFacts {
  if (shape !== null) return shape.readRequest(json, path);
  const body = isObject(json) ? json : {};
  return {
    ...emptyRequest(),
    model: readModel(body.model) ?? modelFromPath(path),
    stream: body.stream === true,
    user: readUser(body.user),
    metadata: readMetadata(body.metadata),
  };
}
