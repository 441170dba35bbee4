/** Where a member of a JSON object stands in its text: byte offsets, ends exclusive. */
export type JsonMember = { start: number; valueStart: number; valueEnd: number };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/**
 * Finds a member of the outermost object by its plain ASCII name; the last one where the name is repeated, as JSON.parse
 * does. The text must be valid JSON. Null when there is none.
 */
export function findJsonMember(json: Uint8Array, name: string): JsonMember | null {
  let found: JsonMember | null = null;
  let index = skipSpace(json, json.indexOf(OPEN_BRACE) + 1);
  while (json[index] === QUOTE) {
    const start = index;
    const nameEnd = skipString(json, index);
    const valueStart = skipSpace(json, skipSpace(json, nameEnd) + 1);
    const valueEnd = skipValue(json, valueStart);
    if (matches(json, start + 1, nameEnd - 1, name)) found = { start, valueStart, valueEnd };
    index = skipSpace(json, valueEnd);
    if (json[index] === COMMA) index = skipSpace(json, index + 1);
  }
  return found;
}

/** Takes a member out of its object, with the comma that tied it to its neighbours. */
export function removeJsonMember(json: Uint8Array, member: JsonMember): Uint8Array {
  let start = member.start;
  while (start > 0 && isSpace(json[start - 1])) start--;
  if (json[start - 1] === COMMA) return Buffer.concat([json.subarray(0, start - 1), json.subarray(member.valueEnd)]);
  const end = skipSpace(json, member.valueEnd);
  const after = json[end] === COMMA ? skipSpace(json, end + 1) : end;
  return Buffer.concat([json.subarray(0, member.start), json.subarray(after)]);
}

function skipSpace(json: Uint8Array, index: number): number {
  let next = index;
  while (isSpace(json[next])) next++;
  return next;
}

function skipString(json: Uint8Array, quote: number): number {
  let index = quote + 1;
  while (index < json.length && json[index] !== QUOTE) index += json[index] === BACKSLASH ? 2 : 1;
  return index + 1;
}

function skipValue(json: Uint8Array, start: number): number {
  const first = json[start];
  if (first === QUOTE) return skipString(json, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(json, start);
  let index = start;
  while (index < json.length && !isSpace(json[index]) && !isDelimiter(json[index])) index++;
  return index;
}

function isDelimiter(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte === COLON;
}

function skipNested(json: Uint8Array, start: number): number {
  let depth = 0;
  for (let index = start; index < json.length; ) {
    const byte = json[index];
    if (byte === QUOTE) {
      index = skipString(json, index);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
    index++;
    if (depth === 0) return index;
  }
  return json.length;
}

function matches(json: Uint8Array, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false;
  for (let index = 0; index < name.length; index++) {
    if (json[start + index] !== name.charCodeAt(index)) return false;
  }
  return true;
}
