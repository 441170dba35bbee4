import { trackStrings } from "@/lib/providers/json-strings";

const OPEN = 123;
const CLOSE = 125;

/**
 * Cuts the top-level objects out of a JSON stream, be it one object per line (NDJSON) or one array of objects (Gemini
 * without `alt=sse`), wherever the text is cut. Objects longer than `maxLength` UTF-16 units are skipped.
 */
export function splitObjects(maxLength: number, onObject: (json: string) => void): (text: string) => void {
  const isOutside = trackStrings();
  let kept = "";
  let depth = 0;
  let tooLong = false;

  const keep = (text: string) => {
    tooLong ||= kept.length + text.length > maxLength;
    kept = tooLong ? "" : kept + text;
  };
  const finish = (text: string) => {
    keep(text);
    if (!tooLong) onObject(kept);
    kept = "";
    tooLong = false;
  };

  /** Tells whether an object starts or ends at this code. Between objects stand brackets, commas and white space. */
  const boundary = (code: number): "start" | "end" | null => {
    if (depth === 0) {
      if (code === OPEN) depth = 1;
      return depth === 1 ? "start" : null;
    }
    if (!isOutside(code)) return null;
    if (code === OPEN) depth++;
    return code === CLOSE && --depth === 0 ? "end" : null;
  };

  return (text) => {
    let start = 0;
    for (let index = 0; index < text.length; index++) {
      const found = boundary(text.charCodeAt(index));
      if (found === "start") start = index;
      else if (found === "end") finish(text.slice(start, index + 1));
    }
    if (depth > 0) keep(text.slice(start));
  };
}
