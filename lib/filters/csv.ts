/** One line of CSV (RFC 4180). Null is nothing between the commas, an empty text is `""`: they stay apart. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** Nine decimals are a nano-dollar: nothing known is lost and no float noise is shown. */
function csvCell(cell: string | number | boolean | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(Number(cell.toFixed(9)));
  return typeof cell === "boolean" ? String(cell) : csvText(cell);
}

/**
 * Text in a cell. A leading = + - @ would be run as a formula by spreadsheets, and texts come from callers: such a text is
 * preceded by an apostrophe, which spreadsheets take as "this is text".
 */
function csvText(text: string): string {
  if (text === "") return '""';
  const safe = /^[=+\-@\t\r\n]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
