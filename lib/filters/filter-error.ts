/** A filter that cannot be used: `path` leads to the part that is wrong, the message says why. */
export class FilterError extends Error {
  constructor(
    readonly path: (string | number)[],
    message: string,
  ) {
    super(message);
  }
}

/** `["filter", "and", 1, "op"]` as people write it: `filter.and[1].op`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}
