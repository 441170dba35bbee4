import fc from "fast-check";
import { NUMBER_FIELDS, propertyField, STRING_FIELDS } from "./fields";
import { type Filter, parseFilter } from "./filter";

const text = fc.string({ unit: "binary", maxLength: 12 }).filter((value) => !/[\0\p{Surrogate}]/u.test(value));
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 3 });
const property = text.map(propertyField).filter((field) => field !== "property:");
const stringField = fc.oneof(fc.constantFrom(...STRING_FIELDS), property);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const numberField = fc.constantFrom(...NUMBER_FIELDS);

const leaf = fc.oneof(
  fc.record({ field: stringField, op: fc.constantFrom("is", "is_not"), values: some(text) }),
  fc.record({
    field: stringField,
    op: fc.constantFrom("contains", "starts_with", "not_contains", "not_starts_with"),
    values: some(text.filter((value) => value !== "")),
  }),
  fc.record({
    field: stringField,
    op: fc.constantFrom("matches", "not_matches"),
    values: some(fc.constantFrom("gpt", "^a.*b$", "(x|y z)+", "\\d{2,3}", '"quoted", [a-c]?')),
  }),
  fc.record({
    field: fc.oneof(stringField, numberField, fc.constantFrom("stream", "feedback")),
    op: fc.constantFrom("is_set", "is_unset"),
    values: fc.constant([]),
  }),
  fc.record({
    field: fc.constant("text"),
    op: fc.constantFrom("contains", "not_contains"),
    values: some(text.filter((value) => value !== "")),
  }),
  fc.record({
    field: fc.constant("stream"),
    op: fc.constantFrom("is", "is_not"),
    values: some(fc.constantFrom("yes", "no")),
  }),
  fc.record({
    field: fc.constant("feedback"),
    op: fc.constantFrom("is", "is_not"),
    values: some(fc.constantFrom("good", "bad")),
  }),
  fc.record({
    field: fc.constant("status"),
    op: fc.constantFrom("is", "is_not"),
    values: some(fc.constantFrom("200", "404", "4xx", "5xx", "error", "cancelled", "interrupted", "unreachable")),
  }),
  fc.record({ field: numberField, op: fc.constant("eq"), values: some(number) }),
  fc.record({ field: numberField, op: fc.constantFrom("gt", "gte", "lt", "lte"), values: fc.tuple(number) }),
);

const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ and: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("node") }),
  ),
}));

/** Any filter in its canonical form, for property tests. */
export const anyFilter: fc.Arbitrary<Filter> = node.map(parseFilter);
