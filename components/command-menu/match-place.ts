/**
 * How well a place fits what was typed: every word of it must stand in the place's text, at the beginning of a word ranks
 * first. Letters scattered over a text are no match: previews of requests contain those of almost anything.
 */
export function matchPlace(text: string, typed: string): number {
  const place = ` ${text.toLowerCase()}`;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => place.includes(word))) return 0;
  return words.every((word) => place.includes(` ${word}`)) ? 1 : 0.5;
}
