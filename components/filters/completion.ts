import {
  BUILT_IN_FIELDS,
  type Field,
  fieldType,
  isBuiltInField,
  propertyField,
  propertyKey,
} from "@/lib/filters/fields";
import { isShortName } from "@/lib/filters/filter-text";
import { quoteText } from "@/lib/filters/text-scanner";

/** What is being typed at the caret; `start` and `end` are what a suggestion replaces. */
export type Spot =
  | { kind: "field"; start: number; end: number; typed: string }
  | {
      kind: "value";
      field: Field;
      /** What stands between field and values: `:`, `~`, `>=`. */
      operator: string;
      /** Where the condition, its dash and its operator begin. */
      termStart: number;
      operatorStart: number;
      negative: boolean;
      start: number;
      end: number;
      /** The value so far, without quotes and stars. */
      typed: string;
      /** Values before it in the list. */
      listed: boolean;
    }
  | { kind: "none"; start: number; end: number };

const TERM = /^(-?)((?:property:)?(?:"(?:[^"\\]|\\.)*"?|[^\s:,()"*<>=~]*))(.*)$/su;

/** Reads the condition that the caret stands in. `keys` are those of the project's properties. */
export function spotAt(text: string, caret: number, keys: ReadonlySet<string>): Spot {
  const termStart = startOfTerm(text, caret);
  const [, dash = "", name = "", rest = ""] = TERM.exec(text.slice(termStart, caret)) ?? [];
  const nameStart = termStart + dash.length;
  const operator = /^(?::?[<>]=?|:?=|:|~)/.exec(rest)?.[0];
  if (operator === undefined) {
    if (rest !== "") return { kind: "none", start: caret, end: caret };
    const end = caret + (/^[^\s:,()"*<>=~]*/u.exec(text.slice(caret))?.[0].length ?? 0);
    return { kind: "field", start: nameStart, end, typed: name.replace(/^property:|"/g, "") };
  }
  const field = fieldNamed(name, keys);
  if (field === null) return { kind: "none", start: caret, end: caret };
  const operatorStart = nameStart + name.length;
  const values = rest.slice(operator.length);
  const lastComma = lastOutsideQuotes(values, ",");
  const typed = values.slice(lastComma + 1);
  return {
    kind: "value",
    field,
    operator,
    termStart,
    operatorStart,
    negative: dash !== "",
    start: operatorStart + operator.length + lastComma + 1,
    end: caret + (/^[^\s,()]*/u.exec(text.slice(caret))?.[0].length ?? 0),
    typed: typed.replace(/^\*?"?|"?\*?$/g, "").replace(/\\(.)/g, "$1"),
    listed: lastComma >= 0,
  };
}

/** The text with all but the condition at the caret, for counting values under the other conditions. */
export function withoutTerm(text: string, caret: number): string {
  const start = startOfTerm(text, caret);
  const end = caret + (/^[^\s()]*/u.exec(text.slice(caret))?.[0].length ?? 0);
  return `${text.slice(0, start)} ${text.slice(end)}`.trim();
}

/** How a field is written before its operator. */
function fieldText(field: Field, keys: ReadonlySet<string>): string {
  if (isBuiltInField(field)) return field;
  const key = propertyKey(field);
  const bare = /^[^\s:,()"*<>=~]+$/u.test(key);
  return bare && keys.has(key) && isShortName(key) ? key : `property:${bare ? key : quoteText(key, true)}`;
}

/** Field and the operator that people most often want. */
export function fieldStart(field: Field, keys: ReadonlySet<string>): string {
  return `${fieldText(field, keys)}${fieldType(field) === "number" ? ">" : ":"}`;
}

/** Whether any of the names begins with, or else contains, what was typed: 0 is best, null is no match. */
export function matchRank(typed: string, names: readonly string[]): number | null {
  const wanted = typed.toLowerCase().replace(/[\s_]/g, "-");
  const known = names.map((name) => name.toLowerCase().replace(/[\s_]/g, "-"));
  if (known.some((name) => name.startsWith(wanted))) return 0;
  return known.some((name) => name.includes(wanted)) ? 1 : null;
}

/** The word that an error at `position` is about. */
export function errorSpan(text: string, position: number): { start: number; end: number } {
  const length = /^[^\s()]*/u.exec(text.slice(position))?.[0].length ?? 0;
  if (length > 0) return { start: position, end: position + length };
  const at = Math.min(position, Math.max(0, text.length - 1));
  return { start: at, end: at + 1 };
}

function fieldNamed(name: string, keys: ReadonlySet<string>): Field | null {
  const prefixed = name.startsWith("property:");
  const word = name
    .replace(/^property:/, "")
    .replace(/^"|"$/g, "")
    .replace(/\\(.)/g, "$1");
  if (!prefixed && Object.hasOwn(BUILT_IN_FIELDS, word) && isBuiltInField(word)) return word;
  const field = propertyField(word);
  return propertyKey(field) !== "" && (prefixed || keys.has(propertyKey(field))) ? field : null;
}

function startOfTerm(text: string, caret: number): number {
  let start = 0;
  let quoted = false;
  for (let index = 0; index < caret; index++) {
    const sign = text[index];
    if (quoted && sign === "\\") index++;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign !== undefined && /[\s()]/u.test(sign)) start = index + 1;
  }
  return start;
}

function lastOutsideQuotes(text: string, wanted: string): number {
  let found = -1;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (quoted && sign === "\\") index++;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === wanted) found = index;
  }
  return found;
}
