const QUOTE = 34;
const BACKSLASH = 92;

/** Follows JSON text code by code (UTF-16 units or UTF-8 bytes) and tells whether each stands outside every string. */
export function trackStrings(): (code: number) => boolean {
  let inString = false;
  let escaped = false;
  return (code) => {
    if (!inString) {
      inString = code === QUOTE;
      return !inString;
    }
    if (escaped) escaped = false;
    else if (code === BACKSLASH) escaped = true;
    else if (code === QUOTE) inString = false;
    return false;
  };
}
