/** A filter text that cannot be read; `position` is the index of the character where it goes wrong. */
export class FilterTextError extends Error {
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message);
  }
}

/** The value as it stands in a filter text: bare where that is unambiguous, else in double quotes. */
export function quoteText(value: string, always = false): string {
  if (!always && /^[^\s,()"*]+$/u.test(value)) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** Reads a text from left to right. Nothing but `position` changes. */
export class TextScanner {
  position = 0;

  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Consumes what the pattern matches right here; the pattern must be sticky (`/…/uy`). */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const [match] = pattern.exec(this.text) ?? [];
    if (match === undefined) return null;
    this.position += match.length;
    return match;
  }

  /** Consumes a quoted text, if one begins here, and returns what it stands for. */
  takeQuoted(): string | null {
    const start = this.position;
    if (this.take(/"/uy) === null) return null;
    const body = this.take(/(?:[^"\\]|\\.)*/suy) ?? "";
    if (this.take(/"/uy) === null) throw new FilterTextError(start, "the closing quote is missing");
    return body.replace(/\\(.)/gsu, "$1");
  }

  skipSpace(): void {
    this.take(/\s+/uy);
  }

  /** The word that stands here, for messages. */
  peekWord(): string {
    return /^\S{1,40}/u.exec(this.text.slice(this.position))?.[0] ?? "the end";
  }
}
