import { trackStrings } from "@/lib/providers/json-strings";

const OPEN = 91;
const CLOSE = 93;

/**
 * Empties every array of a JSON text as its bytes pass, so that `{"data":[...a hundred megabytes...],"usage":{...}}` leaves
 * `{"data":[],"usage":{...}}`. Returns what is left of each piece; JSON's syntax is ASCII, so UTF-8 needs no decoding.
 */
export function skipArrays(): (bytes: Uint8Array) => Uint8Array {
  const isOutside = trackStrings();
  let depth = 0;

  return (bytes) => {
    const left = new Uint8Array(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      const skipped = depth > 0;
      if (isOutside(byte)) {
        if (byte === OPEN) depth++;
        else if (byte === CLOSE && depth > 0) depth--;
      }
      if (!skipped || depth === 0) left[length++] = byte;
    }
    // A copy: what is left is mostly little, and would else keep the whole piece alive.
    return left.slice(0, length);
  };
}
