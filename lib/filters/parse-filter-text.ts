import { type Field, fieldType, type Operator, parseField, propertyField } from "./fields";
import { type Filter, MAX_DEPTH, parseFilter } from "./filter";
import { FilterError } from "./filter-error";
import { FilterTextError, TextScanner } from "./text-scanner";

/** Reads what `formatFilter` writes; null for a blank text. Throws FilterTextError. */
export function parseFilterText(text: string): Filter | null {
  const scanner = new TextScanner(text);
  scanner.skipSpace();
  if (scanner.atEnd) return null;
  const filter = readAlternatives(scanner, 0);
  scanner.skipSpace();
  if (!scanner.atEnd) throw new FilterTextError(scanner.position, `unexpected ${scanner.peekWord()}`);
  return valid(filter, 0);
}

function readAlternatives(scanner: TextScanner, depth: number): Filter {
  if (depth > MAX_DEPTH) throw new FilterTextError(scanner.position, `nested deeper than ${MAX_DEPTH} levels`);
  const parts = [readConjunction(scanner, depth)];
  while (takeKeyword(scanner, /OR(?![^\s()])/uy)) parts.push(readConjunction(scanner, depth));
  return { or: parts };
}

function readConjunction(scanner: TextScanner, depth: number): Filter {
  const parts = [readTerm(scanner, depth)];
  while (!endsConjunction(scanner)) {
    takeKeyword(scanner, /AND(?![^\s()])/uy);
    parts.push(readTerm(scanner, depth));
  }
  return { and: parts };
}

function readTerm(scanner: TextScanner, depth: number): Filter {
  if (takeKeyword(scanner, /NOT(?![^\s()])/uy)) {
    if (depth >= MAX_DEPTH) throw new FilterTextError(scanner.position, `nested deeper than ${MAX_DEPTH} levels`);
    return { not: readTerm(scanner, depth + 1) };
  }
  scanner.skipSpace();
  const start = scanner.position;
  if (scanner.take(/\(/uy) === null) return readLeaf(scanner);
  const inner = readAlternatives(scanner, depth + 1);
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

function readLeaf(scanner: TextScanner): Filter {
  const start = scanner.position;
  const negative = scanner.take(/-/uy) !== null;
  const field = readField(scanner);
  if (fieldType(field) === "number" && scanner.take(/(?=[<>=])/uy) !== null) {
    if (negative) throw new FilterTextError(start, "a dash does not negate a comparison: write NOT before it");
    return valid({ field, ...readComparison(scanner) }, start);
  }
  if (scanner.take(/:/uy) === null) {
    const expected = fieldType(field) === "number" ? "one of > >= < <= = or :*" : "a colon";
    throw new FilterTextError(scanner.position, `expected ${expected} after ${field}`);
  }
  return valid({ field, ...readValues(scanner, field, negative) }, start);
}

function readField(scanner: TextScanner): Field {
  const start = scanner.position;
  if (scanner.take(/property:/uy) !== null) {
    const key = scanner.takeQuoted() ?? scanner.take(/[^\s:,()"*<>=]+/uy) ?? "";
    const field = parseField(propertyField(key));
    if (field === null) throw new FilterTextError(scanner.position, "expected the name of a property");
    return field;
  }
  const field = parseField(scanner.take(/[a-z_]+/uy) ?? "");
  if (field !== null) return field;
  scanner.position = start;
  throw new FilterTextError(start, `unknown field ${scanner.peekWord()}`);
}

const COMPARISONS = new Map<string, Operator>([
  ["=", "eq"],
  [">", "gt"],
  [">=", "gte"],
  ["<", "lt"],
  ["<=", "lte"],
]);

function readComparison(scanner: TextScanner): { op: Operator; values: number[] } {
  const op = COMPARISONS.get(scanner.take(/[<>]=?|=/uy) ?? "") ?? "eq";
  const values: number[] = [];
  do {
    const number = scanner.take(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![^\s,()])/iuy);
    if (number === null) throw new FilterTextError(scanner.position, "expected a number");
    values.push(Number(number));
  } while (scanner.take(/,/uy) !== null);
  return { op, values };
}

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
  if (negative && form !== "is")
    throw new FilterTextError(start, "a dash does not negate a pattern: write NOT before it");
  return { op: negative ? "is_not" : form, values };
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
