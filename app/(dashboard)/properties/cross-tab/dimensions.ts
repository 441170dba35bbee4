import "server-only";
import { type DimensionChoice, dimensionChoices } from "@/components/filters/dimension-choices";
import {
  BUILT_IN_FIELDS,
  type DimensionField,
  isDimensionField,
  isPropertyField,
  parseField,
  propertyKey,
} from "@/lib/filters/fields";
import type { Read } from "@/lib/filters/search-params";
import type { PropertyName } from "@/lib/query/list-properties";

type Dimensions = { rows: DimensionChoice; columns: DimensionChoice; choices: DimensionChoice[] };

/** What the address crosses with what; what it leaves open is the first that is free, properties before the rest. */
export function readDimensions(
  params: { rows: string | null; by: string | null },
  names: PropertyName[],
): Read<Dimensions> {
  const choices = dimensionChoices(names);
  const given = [params.rows, params.by].map((name) => (name === null ? null : parseDimension(name)));
  const [rowField, columnField] = given;
  if (params.rows !== null && rowField === null) return problem(`${params.rows} cannot be in rows`);
  if (params.by !== null && columnField === null) return problem(`${params.by} cannot be in columns`);
  if (rowField != null && rowField === columnField)
    return problem("Rows and columns are the same. Choose two different ones.");
  const choiceOf = (field: DimensionChoice["field"]): DimensionChoice =>
    choices.find((choice) => choice.field === field) ?? {
      field,
      label: isPropertyField(field) ? propertyKey(field) : BUILT_IN_FIELDS[field].label,
    };
  const free = (taken: string | null | undefined) => choices.find(({ field }) => field !== taken)?.field ?? "model";
  const rows = rowField ?? free(columnField);
  return { value: { rows: choiceOf(rows), columns: choiceOf(columnField ?? free(rows)), choices }, problem: null };
}

/** The dimension a name stands for; null when there is none such. */
function parseDimension(name: string): DimensionField | null {
  const field = parseField(name);
  return field !== null && isDimensionField(field) ? field : null;
}

function problem(message: string): Read<Dimensions> {
  return { value: null, problem: message };
}
