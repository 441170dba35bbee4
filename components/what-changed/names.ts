/** Of more than these only how many. */
const MOST_NAMED = 8;

/** `Country, Error and User`; of many the first, and how many more. */
export function namesOf(labels: readonly string[]): string {
  const rest = labels.length - MOST_NAMED;
  const parts = rest < 2 ? [...labels] : [...labels.slice(0, MOST_NAMED), `${rest} more`];
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
