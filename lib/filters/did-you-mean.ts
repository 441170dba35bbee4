const MOST_EDITS = 2;

/** The name that was probably meant: the nearest by letters added, left out or exchanged; null when none is near. */
export function didYouMean(typed: string, names: Iterable<string>): string | null {
  const word = typed.toLowerCase();
  let best: { name: string; edits: number } | null = null;
  for (const name of names) {
    const edits = name.startsWith(word) && word.length > 2 ? 1 : distance(word, name);
    if (edits <= Math.min(MOST_EDITS, word.length - 2) && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) {
      best = { name, edits };
    }
  }
  return best?.name ?? null;
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_EDITS) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, sign] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const changed = (row[column] ?? 0) + (sign === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
