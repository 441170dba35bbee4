import { isObject, parseJson } from "@/lib/providers/json-values";
import { EventSplitter } from "./event-splitter";
import { findJsonMember, removeJsonMember } from "./json-member";

const NOTHING = Buffer.alloc(0);

/**
 * Takes out of an event stream what `include_usage` put in: the chunk that carries usage and no choices, and the
 * `"usage":null` of all others. Every other byte goes through as it came. An event is put out as soon as it is whole.
 */
export class UsageStripper {
  readonly #splitter = new EventSplitter();

  /** The bytes that may go on now; often none. */
  push(bytes: Uint8Array): Uint8Array {
    return Buffer.concat(this.#splitter.push(bytes).map(stripEvent));
  }

  /** What is left at the end. */
  flush(): Uint8Array {
    return stripEvent(this.#splitter.rest());
  }
}

function stripEvent(event: Uint8Array): Uint8Array {
  const bytes = Buffer.from(event.buffer, event.byteOffset, event.byteLength);
  // Nearly no event of other servers has it, and looking is cheaper than parsing.
  if (!bytes.includes('"usage"')) return event;
  const data = dataRange(bytes);
  if (data === null) return event;
  const json = bytes.subarray(data.start, data.end);
  const chunk = parseJson(json.toString("utf8"));
  if (!isObject(chunk)) return event;
  const hasChoices = Array.isArray(chunk.choices) && chunk.choices.length > 0;
  if (isObject(chunk.usage)) return hasChoices ? event : NOTHING;
  const member = chunk.usage === null ? findJsonMember(json, "usage") : null;
  if (member === null) return event;
  return Buffer.concat([bytes.subarray(0, data.start), removeJsonMember(json, member), bytes.subarray(data.end)]);
}

/** Where the value of the event's only `data:` line stands; null when it has none or several. */
function dataRange(event: Buffer): { start: number; end: number } | null {
  const lines = event.toString("latin1").split(/\r\n|\r|\n/);
  const data = lines.filter((line) => line.startsWith("data:"));
  const [only] = data;
  if (only === undefined || data.length > 1) return null;
  const start = event.indexOf(only, 0, "latin1") + "data:".length;
  return { start, end: start + only.length - "data:".length };
}
