/** How a figure compares with the same figure before: `+12.4 %`, `new`, `gone`; null: nothing to compare. */
export function formatChange(current: number | null, previous: number | null): string | null {
  if (current === null || previous === null || (current === 0 && previous === 0)) return null;
  if (previous === 0) return "new";
  if (current === 0) return "gone";
  const percent = ((current - previous) / Math.abs(previous)) * 100;
  if (Math.abs(percent) < 0.05) return "0.0 %";
  const size = Math.abs(percent);
  const digits = size < 1000 ? size.toFixed(1) : Math.round(size).toLocaleString("en-US");
  return `${percent < 0 ? "−" : "+"}${digits} %`;
}
