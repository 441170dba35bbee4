import { z } from "zod";
import { cutText } from "@/db/stored-text";
import {
  CHOICE_OPERATORS,
  CHOICES,
  type ChoiceField,
  type ChoiceOperator,
  type Field,
  isChoiceField,
  isNumberField,
  NUMBER_OPERATORS,
  type NumberField,
  type NumberOperator,
  type PropertyField,
  parseField,
  STATUS_OPERATORS,
  STATUS_WORDS,
  STRING_OPERATORS,
  type StatusOperator,
  type StringField,
  type StringOperator,
  TEXT_OPERATORS,
  type TextOperator,
} from "./fields";
import { FilterError } from "./filter-error";
import { patternProblem } from "./pattern";

/** Several values mean "any of them" (`is_not`: none of them). `is_set` and `is_unset` have no values. */
export type StringLeaf = { field: StringField | PropertyField; op: StringOperator; values: string[] };
/** Values are among CHOICES of the field. */
export type ChoiceLeaf = { field: ChoiceField; op: ChoiceOperator; values: string[] };
/** Words or phrases as they were said. */
export type TextLeaf = { field: "text"; op: TextOperator; values: string[] };
/** Values are `404`, `4xx` or one of STATUS_WORDS. */
export type StatusLeaf = { field: "status"; op: StatusOperator; values: string[] };
/** Cost in USD, times in milliseconds. Only `eq` takes several values. */
export type NumberLeaf = { field: NumberField; op: NumberOperator; values: number[] };
export type Leaf = StringLeaf | ChoiceLeaf | TextLeaf | StatusLeaf | NumberLeaf;

/** What rows are restricted to. `not` is the plain complement: it keeps untagged rows, unlike `is_not`. */
export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | Leaf;

export const MAX_DEPTH = 8;
const MAX_LEAVES = 50;
const MAX_VALUES = 200;
export const MAX_VALUE_LENGTH = 1024;
/** The doors take headers of 128 KiB: no value was ever longer. */
const MAX_SENT_LENGTH = 128 * 1024;

const status = z.string().regex(new RegExp(`^([1-5]\\d\\d|[1-5]xx|${STATUS_WORDS.join("|")})$`), {
  error: `must be a status like 404, a class like 4xx, or one of ${STATUS_WORDS.join(", ")}`,
});
// Postgres text holds no NUL, and a lone surrogate has no UTF-8 and no URL form.
const wellFormed = z.string().regex(/^[^\0\p{Surrogate}]*$/u, { error: "must be well-formed text" });
const text = wellFormed.max(MAX_VALUE_LENGTH);
/** A whole value as it is stored: cut where the writer cuts it, so that what was sent is found. */
const value = wellFormed.max(MAX_SENT_LENGTH).transform((sent) => cutText(sent, MAX_VALUE_LENGTH));
const pattern = text.superRefine((value, context) => {
  const message = patternProblem(value);
  if (message !== null) context.addIssue({ code: "custom", message });
});
const choice = (field: ChoiceField) =>
  z.string().refine((value) => CHOICES[field].some((each) => each === value), {
    error: `must be ${CHOICES[field].join(" or ")}`,
  });
const number = z.number().transform((value) => value + 0); // -0 is 0
const some = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(MAX_VALUES);
const none = <T extends z.ZodType>(value: T) => z.array(value).max(0, { error: "must be empty" }).default([]);

const LEAF_SCHEMAS = {
  string: {
    operator: z.enum(STRING_OPERATORS),
    values: (op: StringOperator) => {
      if (op === "is_set" || op === "is_unset") return none(text);
      if (op === "is" || op === "is_not") return some(value);
      return some(op === "matches" || op === "not_matches" ? pattern : text.min(1));
    },
  },
  choice: {
    operator: z.enum(CHOICE_OPERATORS),
    values: (op: ChoiceOperator, field: ChoiceField) => {
      return op === "is_set" || op === "is_unset" ? none(text) : some(choice(field));
    },
  },
  text: { operator: z.enum(TEXT_OPERATORS), values: () => some(text.min(1)) },
  status: { operator: z.enum(STATUS_OPERATORS), values: () => some(status) },
  number: {
    operator: z.enum(NUMBER_OPERATORS),
    values: (op: NumberOperator) => {
      if (op === "is_set" || op === "is_unset") return none(number);
      return op === "eq" ? some(number) : some(number).max(1);
    },
  },
};

type Path = (string | number)[];
type Budget = { leaves: number };

/**
 * Checks a filter that came from outside and makes it canonical: property spellings, nested groups of one kind,
 * groups of one and double negations. Throws FilterError, whose path starts inside the filter: `["and", 1, "op"]`.
 */
export function parseFilter(input: unknown): Filter {
  return parseNode(input, [], { leaves: 0 });
}

/** The parts that are joined by AND at the top: one chip each. */
export function conjuncts(filter: Filter | null): Filter[] {
  if (filter === null) return [];
  return "and" in filter ? filter.and : [filter];
}

/** All of them together; null when there is none. */
export function allOf(filters: Filter[]): Filter | null {
  return joined("and", filters);
}

/** What a search among the values of a field stands for. Throws FilterError for text no value can contain. */
export function containing(field: Field, search: string): Filter {
  return parseFilter({ field, op: "contains", values: [search] });
}

export function isLeaf(filter: Filter): filter is Leaf {
  return "field" in filter;
}

function parseNode(input: unknown, path: Path, budget: Budget): Filter {
  if (path.length > MAX_DEPTH * 2) throw new FilterError(path, `must not be nested deeper than ${MAX_DEPTH} levels`);
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new FilterError(path, "must be an object: {and}, {or}, {not} or {field, op, values}");
  }
  const node = new Map(Object.entries(input));
  const [kind] = ["and", "or", "not"].filter((name) => node.has(name));
  if (kind === undefined) return parseLeaf(node, path, budget);
  refuseOthers(node, [kind], path);
  if (kind === "not") return negated(parseNode(node.get("not"), [...path, "not"], budget));
  const children: unknown = node.get(kind);
  if (!Array.isArray(children) || children.length === 0) {
    throw new FilterError([...path, kind], "must be a list of at least one filter");
  }
  const group = kind === "and" ? "and" : "or";
  const parsed = children.map((child, index) => parseNode(child, [...path, group, index], budget));
  const result = joined(group, parsed);
  if (result === null) throw new FilterError([...path, group], "must be a list of at least one filter");
  return result;
}

function parseLeaf(node: Map<string, unknown>, path: Path, budget: Budget): Leaf {
  budget.leaves += 1;
  if (budget.leaves > MAX_LEAVES) throw new FilterError(path, `must not have more than ${MAX_LEAVES} conditions`);
  refuseOthers(node, ["field", "op", "values"], path);
  const name = checked(z.string({ error: "must name a field" }), node.get("field"), [...path, "field"]);
  const field = parseField(checked(text, name, [...path, "field"]));
  if (field === null) throw new FilterError([...path, "field"], `unknown field ${JSON.stringify(name)}`);
  return leafOf(field, node, path);
}

function leafOf(field: Field, node: Map<string, unknown>, path: Path): Leaf {
  const op = <T>(schema: z.ZodType<T>) => checked(schema, node.get("op"), [...path, "op"]);
  const values = <T>(schema: z.ZodType<T>) => checked(schema, node.get("values"), [...path, "values"]);
  if (field === "text") {
    const { operator, values: schema } = LEAF_SCHEMAS.text;
    return { field, op: op(operator), values: values(schema()) };
  }
  if (field === "status") {
    const { operator, values: schema } = LEAF_SCHEMAS.status;
    return { field, op: op(operator), values: values(schema()) };
  }
  if (isNumberField(field)) {
    const operator = op(LEAF_SCHEMAS.number.operator);
    return { field, op: operator, values: values(LEAF_SCHEMAS.number.values(operator)) };
  }
  if (isChoiceField(field)) {
    const operator = op(LEAF_SCHEMAS.choice.operator);
    return { field, op: operator, values: values(LEAF_SCHEMAS.choice.values(operator, field)) };
  }
  const operator = op(LEAF_SCHEMAS.string.operator);
  return { field, op: operator, values: values(LEAF_SCHEMAS.string.values(operator)) };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, path: Path): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const inner = (issue?.path ?? []).map((step) => (typeof step === "symbol" ? String(step) : step));
  throw new FilterError([...path, ...inner], issue?.message ?? "is not valid");
}

function refuseOthers(node: Map<string, unknown>, known: string[], path: Path): void {
  const other = [...node.keys()].find((key) => !known.includes(key));
  if (other !== undefined) throw new FilterError([...path, other], "is not part of a filter");
}

function joined(kind: "and" | "or", filters: Filter[]): Filter | null {
  const flat = filters.flatMap((filter) => {
    if (kind === "and") return "and" in filter ? filter.and : [filter];
    return "or" in filter ? filter.or : [filter];
  });
  const [first, second] = flat;
  if (first === undefined || second === undefined) return first ?? null;
  return kind === "and" ? { and: flat } : { or: flat };
}

function negated(filter: Filter): Filter {
  return "not" in filter ? filter.not : { not: filter };
}
