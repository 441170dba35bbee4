import { canonicalPropertyKey } from "@/db/property-key";
import { storedKey, storedValue } from "@/db/stored-property";
import type { RequestRecord } from "@/lib/ingest/request-record";

type Property = RequestRecord["properties"][number];

/** The custom properties of one call. Keys are hostile input (`__proto__`), so they only ever live in a Map. */
export class PropertyList {
  readonly #byKey = new Map<string, Property>();
  readonly #cut = new Set<string>();

  /** Adds a property; the newest value of a key wins. A name that is empty once trimmed is no property. */
  set(spelling: string, given: string): void {
    const key = storedKey(canonicalPropertyKey(spelling));
    if (key === "") return;
    const { value, cut } = storedValue(given);
    if (cut) this.#cut.add(key);
    else this.#cut.delete(key);
    this.#byKey.set(key, { key, spelling: spelling.trim(), value });
  }

  /** Adds a property unless a better source has named it already. */
  setDefault(spelling: string, value: string): void {
    if (!this.#byKey.has(storedKey(canonicalPropertyKey(spelling)))) this.set(spelling, value);
  }

  list(): Property[] {
    return [...this.#byKey.values()];
  }

  /** Canonical keys whose value was cut. */
  cutKeys(): string[] {
    return [...this.#cut];
  }
}
