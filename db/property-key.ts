/**
 * The one name of a property, whatever its spelling: `User-Type`, `user_type` and ` User Type ` are all `user-type`.
 * Applying it twice changes nothing.
 */
export function canonicalPropertyKey(spelling: string): string {
  return spelling.trim().replace(/[\s_]/g, "-").toLowerCase();
}

/** Words that are written in capitals. Most clients send header names in lower case: `job-uuid`. */
const ACRONYMS = new Set(["ai", "api", "id", "ip", "llm", "os", "sdk", "sku", "ui", "uri", "url", "uuid"]);

/**
 * What people read, made from the first spelling seen: `user_type` is `User Type`, `job-uuid` is `Job UUID`. Otherwise only
 * the first letter of a word is raised, so capitals that are there stay.
 */
export function displayPropertyName(spelling: string): string {
  const words = spelling.split(/[\s_-]+/).filter((word) => word !== "");
  return words.length === 0 ? spelling.trim() : words.map(displayWord).join(" ");
}

function displayWord(word: string): string {
  if (ACRONYMS.has(word)) return word.toUpperCase();
  const [first = ""] = word;
  return first.toUpperCase() + word.slice(first.length);
}
