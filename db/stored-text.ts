/** What Postgres takes as text: no NUL characters, no halves of surrogate pairs. */
export function cleanText(text: string): string {
  const kept = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return kept.isWellFormed() ? kept : kept.toWellFormed();
}

/** At most `length` UTF-16 units, without cutting a surrogate pair in two. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHighSurrogate ? length - 1 : length);
}
