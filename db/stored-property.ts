import { createHash } from "node:crypto";
import { cleanText, cutText } from "./stored-text";

/** Longer values are cut, and the request says so (design.md section 1). */
const MAX_VALUE_LENGTH = 1024;
/** Keys are indexed by btree, which takes 2.7 KB; a key of this length has 1 KB at most. */
const MAX_KEY_LENGTH = 256;
const HASH_LENGTH = 16;

/** A canonical key as it is stored: the end of an endless one is replaced by its hash, so that different keys stay different. */
export function storedKey(key: string): string {
  const clean = cleanText(key);
  if (clean.length <= MAX_KEY_LENGTH) return clean;
  const hash = createHash("sha256").update(clean).digest("hex").slice(0, HASH_LENGTH);
  return `${cutText(clean, MAX_KEY_LENGTH - HASH_LENGTH - 1)}-${hash}`;
}

/** A value as it is stored. */
export function storedValue(value: string): { value: string; cut: boolean } {
  const clean = cleanText(value);
  return { value: cutText(clean, MAX_VALUE_LENGTH), cut: clean.length > MAX_VALUE_LENGTH };
}
