import "server-only";
import { gunzipSync } from "node:zlib";
import type { RequestBody } from "./get-request";

export type StoredBody = {
  bytes: Uint8Array | null;
  contentType: string | null;
  length: number | string | null;
  cut: boolean | null;
};

const TEXTUAL = /^(text\/|application\/([\w.+-]*(json|xml|yaml|javascript|graphql)|x-www-form-urlencoded|x-ndjson))/i;
/** A captured body is far smaller; what is stored must not be able to fill the memory either. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A stored body as people read it. */
export function readBody({ bytes, contentType, length, cut }: StoredBody): RequestBody {
  return {
    text: bytes === null ? null : textOf(gunzipSync(bytes, { maxOutputLength: MAX_BYTES }), contentType),
    contentType,
    length: length === null ? null : Number(length),
    cut: cut ?? false,
  };
}

function textOf(bytes: Uint8Array, contentType: string | null): string | null {
  if (contentType !== null) return TEXTUAL.test(contentType) ? new TextDecoder().decode(bytes) : null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
