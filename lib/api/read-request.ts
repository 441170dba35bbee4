import "server-only";
import type { z } from "zod";
import { ApiError } from "./errors";

const MAX_BODY_BYTES = 1024 * 1024;

/** The JSON body. Throws ApiError: `too_large` beyond 1 MiB, `bad_request` when it is not JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("bad_request", "The body is not valid JSON.");
  }
}

/** The parameters behind the question mark; one that is given twice counts as its last. Throws ZodError. */
export function readSearch<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return schema.parse(Object.fromEntries(new URL(request.url).searchParams));
}

/**
 * One segment of the path, counted from the end, decoded exactly once: a property may hold any character, `%` and `/`
 * included. Throws ApiError `bad_request`.
 */
export function readSegment(request: Request, fromEnd: number): string {
  const segment = new URL(request.url).pathname.split("/").at(-fromEnd) ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ApiError("bad_request", "The path is not valid percent-encoded UTF-8.");
  }
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Counted as it comes: Content-Length may be missing or wrong.
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new ApiError("too_large", `The body is larger than ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
