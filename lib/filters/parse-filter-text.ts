import { didYouMean } from "./did-you-mean";
import {
  BUILT_IN_FIELDS,
  type Field,
  fieldType,
  isBuiltInField,
  type Operator,
  parseField,
  propertyField,
  propertyKey,
} from "./fields";
import { type Filter, MAX_DEPTH, parseFilter } from "./filter";
import { FilterError } from "./filter-error";
import { isShortName } from "./filter-text";
import { FilterTextError, TextScanner } from "./text-scanner";
import { readUnitNumber, UNIT_HINTS } from "./units";

/** Keys of the properties that may be named without `property:`. */
type Keys = ReadonlySet<string>;
const NO_KEYS: Keys = new Set();

/**
 * Reads what `formatFilter` writes and, with the `keys` of the project's properties, what people type; null for a blank
 * text. Throws FilterTextError.
 */
export function parseFilterText(text: string, keys = NO_KEYS): Filter | null {
  const scanner = new TextScanner(text);
  scanner.skipSpace();
  if (scanner.atEnd) return null;
  const filter = readAlternatives(scanner, keys, 0);
  scanner.skipSpace();
  if (!scanner.atEnd) throw new FilterTextError(scanner.position, `unexpected ${scanner.peekWord()}`);
  return valid(filter, 0);
}

function readAlternatives(scanner: TextScanner, keys: Keys, depth: number): Filter {
  if (depth > MAX_DEPTH) throw new FilterTextError(scanner.position, `nested deeper than ${MAX_DEPTH} levels`);
  const parts = [readConjunction(scanner, keys, depth)];
  while (takeKeyword(scanner, /OR(?![^\s()])/uy)) parts.push(readConjunction(scanner, keys, depth));
  return { or: parts };
}

function readConjunction(scanner: TextScanner, keys: Keys, depth: number): Filter {
  const parts = [readTerm(scanner, keys, depth)];
  while (!endsConjunction(scanner)) {
    takeKeyword(scanner, /AND(?![^\s()])/uy);
    parts.push(readTerm(scanner, keys, depth));
  }
  return { and: parts };
}

function readTerm(scanner: TextScanner, keys: Keys, depth: number): Filter {
  if (takeKeyword(scanner, /NOT(?![^\s()])/uy)) {
    if (depth >= MAX_DEPTH) throw new FilterTextError(scanner.position, `nested deeper than ${MAX_DEPTH} levels`);
    return { not: readTerm(scanner, keys, depth + 1) };
  }
  scanner.skipSpace();
  const start = scanner.position;
  if (scanner.take(/\(/uy) === null) return readLeaf(scanner, keys);
  const inner = readAlternatives(scanner, keys, depth + 1);
  scanner.skipSpace();
  if (scanner.take(/\)/uy) === null) throw new FilterTextError(start, "the closing parenthesis is missing");
  return inner;
}

function takeKeyword(scanner: TextScanner, word: RegExp): boolean {
  scanner.skipSpace();
  return scanner.take(word) !== null;
}

function endsConjunction(scanner: TextScanner): boolean {
  scanner.skipSpace();
  return scanner.atEnd || scanner.take(/(?=\)|OR(?:[\s()]|$))/uy) !== null;
}

function readLeaf(scanner: TextScanner, keys: Keys): Filter {
  const start = scanner.position;
  const negative = scanner.take(/-/uy) !== null;
  const field = readField(scanner, keys);
  const type = fieldType(field);
  if (type === "number" && scanner.take(/:?(?=[<>=])/uy) !== null) {
    if (negative) throw new FilterTextError(start, "a dash does not negate a comparison: write NOT before it");
    return valid({ field, ...readComparison(scanner, field) }, start);
  }
  if (type === "string" && scanner.take(/~/uy) !== null) {
    return valid({ field, op: negative ? "not_matches" : "matches", values: readPatterns(scanner) }, start);
  }
  if (scanner.take(/:/uy) === null) throw new FilterTextError(scanner.position, expectation(field));
  if (type === "text") {
    return valid({ field, op: negative ? "not_contains" : "contains", values: readPatterns(scanner) }, start);
  }
  return valid({ field, ...readValues(scanner, field, negative) }, start);
}

function expectation(field: Field): string {
  if (field === "status") return "expected a colon after status, as in status:4xx,5xx";
  const expected = fieldType(field) === "number" ? "one of > >= < <= = or :*" : "a colon";
  return `expected ${expected} after ${isBuiltInField(field) ? field : propertyKey(field)}`;
}

function readField(scanner: TextScanner, keys: Keys): Field {
  const start = scanner.position;
  if (scanner.take(/property:/uy) !== null) {
    const key = scanner.takeQuoted() ?? scanner.take(/[^\s:,()"*<>=~]+/uy) ?? "";
    const field = parseField(propertyField(key));
    if (field === null) throw new FilterTextError(scanner.position, "expected the name of a property");
    return field;
  }
  const quoted = scanner.takeQuoted();
  const word = quoted ?? scanner.take(/[^\s:,()"*<>=~]+/uy);
  if (word === null) throw new FilterTextError(start, `expected a field, found ${scanner.peekWord()}`);
  if (quoted === null && isBuiltInField(word)) return word;
  const field = propertyField(word);
  if (keys.has(propertyKey(field)) && isShortName(propertyKey(field))) return field;
  scanner.position = start;
  throw new FilterTextError(start, `unknown field ${word}${unknownHint(word, keys)}`);
}

function unknownHint(word: string, keys: Keys): string {
  const near = didYouMean(word, [...Object.keys(BUILT_IN_FIELDS), ...keys]);
  if (near !== null) return `: did you mean ${near}?`;
  return keys.size === 0 ? `: a property is written property:${word}` : "";
}

const COMPARISONS = new Map<string, Operator>([
  ["=", "eq"],
  [">", "gt"],
  [">=", "gte"],
  ["<", "lt"],
  ["<=", "lte"],
]);

function readComparison(scanner: TextScanner, field: Field): { op: Operator; values: number[] } {
  const op = COMPARISONS.get(scanner.take(/[<>]=?|=/uy) ?? "") ?? "eq";
  const unit = (isBuiltInField(field) ? BUILT_IN_FIELDS[field].unit : null) ?? "tokens";
  const values: number[] = [];
  do {
    const start = scanner.position;
    const value = readUnitNumber(scanner.take(/[^\s,()]+/uy) ?? "", unit);
    if (value === null) throw new FilterTextError(start, `expected a number (${UNIT_HINTS[unit]})`);
    values.push(value);
  } while (scanner.take(/,/uy) !== null);
  return { op, values };
}

function readPatterns(scanner: TextScanner): string[] {
  const values: string[] = [];
  do {
    const start = scanner.position;
    const value = scanner.takeQuoted() ?? scanner.take(/[^\s,()"]+/uy);
    if (value === null) throw new FilterTextError(start, `expected a pattern, found ${scanner.peekWord()}`);
    if (scanner.take(/(?=[\s,()]|$)/uy) === null || scanner.take(/(?=\()/uy) !== null) {
      throw new FilterTextError(start, "put a pattern with special characters in double quotes");
    }
    values.push(value);
  } while (scanner.take(/,/uy) !== null);
  return values;
}

const NEGATIVE = { is: "is_not", contains: "not_contains", starts_with: "not_starts_with" } as const;

type Form = "is" | "contains" | "starts_with";

function readValues(scanner: TextScanner, field: Field, negative: boolean): { op: Operator; values: string[] } {
  if (scanner.take(/\*(?=[\s()]|$)/uy) !== null) return { op: negative ? "is_unset" : "is_set", values: [] };
  const start = scanner.position;
  if (fieldType(field) === "number") throw new FilterTextError(start, `compare ${field} with one of > >= < <= =`);
  const values: string[] = [];
  const forms = new Set<Form>();
  do {
    const { form, value } = readValue(scanner);
    forms.add(form);
    values.push(value);
  } while (scanner.take(/,/uy) !== null);
  const [form = "is"] = forms;
  if (forms.size > 1) throw new FilterTextError(start, "values with and without * cannot be mixed in one list");
  return { op: negative ? NEGATIVE[form] : form, values };
}

function readValue(scanner: TextScanner): { form: Form; value: string } {
  const start = scanner.position;
  const leading = scanner.take(/\*/uy) !== null;
  const value = scanner.takeQuoted() ?? scanner.take(/[^\s,()"*]+/uy);
  if (value === null) throw new FilterTextError(scanner.position, `expected a value, found ${scanner.peekWord()}`);
  const trailing = scanner.take(/\*/uy) !== null;
  if (scanner.take(/(?=[\s,()]|$)/uy) === null) {
    throw new FilterTextError(start, "put a value with special characters in double quotes");
  }
  if (leading && !trailing) throw new FilterTextError(start, "a value cannot be matched by its end: write *text*");
  if (!trailing) return { form: "is", value };
  return { form: leading ? "contains" : "starts_with", value };
}

function valid(filter: unknown, position: number): Filter {
  try {
    return parseFilter(filter);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new FilterTextError(position, error.message);
  }
}
