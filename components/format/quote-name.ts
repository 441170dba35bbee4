/** Longer names are cut where they stand in a sentence; the table has them whole. */
const MOST = 60;
/** Right-to-left letters, and the characters that turn the direction of what follows. */
const TURNS = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const ISOLATE = "\u2068";
const END_ISOLATE = "\u2069";

/** A value or a name as part of a sentence: short enough, and without turning round the words beside it. */
export function quoteName(name: string): string {
  const letters = [...name];
  const short = letters.length > MOST ? `${letters.slice(0, MOST).join("").trimEnd()}…` : name;
  return TURNS.test(short) ? `${ISOLATE}${short}${END_ISOLATE}` : short;
}
