import { type Filter, parseFilter } from "./filter";
import { FilterError } from "./filter-error";
import { parseFilterText } from "./parse-filter-text";
import { FilterTextError } from "./text-scanner";

/** A filter as the REST API takes it: the text form, or the JSON form (as a value or as text). Throws FilterError. */
export function readFilterInput(input: unknown): Filter | null {
  if (input === null || input === undefined) return null;
  if (typeof input !== "string") return parseFilter(input);
  return input.trimStart().startsWith("{") ? parseFilter(readJson(input)) : readText(input);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FilterError([], "is not valid JSON");
  }
}

function readText(text: string): Filter | null {
  try {
    return parseFilterText(text);
  } catch (error) {
    if (!(error instanceof FilterTextError)) throw error;
    throw new FilterError([], `${error.message} (at character ${error.position + 1})`);
  }
}
