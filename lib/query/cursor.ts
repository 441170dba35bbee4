import "server-only";

/** A cursor that none of our pages gave out. */
export class CursorError extends Error {}

/** The last request of a page: the next page begins right after it. */
export type Position = { createdAt: Date; id: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The last moment Postgres and ISO 8601 write with four digits of year. */
const MAX_TIME = Date.UTC(9999, 11, 31);

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`, "utf8").toString("base64url");
}

/** Throws CursorError. */
export function decodeCursor(cursor: string): Position {
  const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(".");
  if (!/^\d{1,15}$/.test(time) || Number(time) >= MAX_TIME || !isUuid(id)) {
    throw new CursorError("is not a cursor of this list");
  }
  return { createdAt: new Date(Number(time)), id };
}
