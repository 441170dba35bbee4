const MAX_PATTERN_LENGTH = 200;
const MAX_REPEATS = 100;

/** What Postgres and people read differently, or what could make matching slow. */
const REFUSED: [RegExp, string][] = [
  [/\(\?(?!:)/, "may group with (...) or (?:...) only"],
  [/\\[1-9]/, "must not refer back to a group"],
  [/\\[^dDsSwW\W]/, "may use \\d, \\s, \\w and escaped signs only"],
  [/\[[[:=.]|\[\^?\]/, "must not use named classes or empty ones"],
  [/\)\s*\{/, "must not repeat a group with {...}"],
];

/**
 * Why a regular expression is not taken, or null. The language is what JavaScript and Postgres share, without back
 * references and look-around: Postgres then matches in time linear in the value. Up to 200 characters.
 */
export function patternProblem(pattern: string): string | null {
  if (pattern === "") return "must not be empty";
  if (pattern.length > MAX_PATTERN_LENGTH) return `must not be longer than ${MAX_PATTERN_LENGTH} characters`;
  const refused = REFUSED.find(([sign]) => sign.test(pattern.replace(/\\\\/g, "")));
  if (refused !== undefined) return refused[1];
  const repeats = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [least, most]);
  if (repeats.some((count) => Number(count ?? 0) > MAX_REPEATS))
    return `must not repeat more than ${MAX_REPEATS} times`;
  try {
    new RegExp(pattern, "su");
    return null;
  } catch {
    return "is not a regular expression";
  }
}
