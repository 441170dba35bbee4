import { randomFillSync } from "node:crypto";
import { V7Generator } from "uuidv7";

/** Asking the system for a few random bytes at a time, as the package does by itself, takes longer than the rest of an id. */
const pool = new Uint32Array(1024);
let used = pool.length;

const generator = new V7Generator({
  nextUint32: () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    return pool[used++] ?? 0;
  },
});

/** A UUIDv7 (RFC 9562), later than every one before it from this process. */
export function newRequestId(): string {
  return generator.generate().toString();
}
