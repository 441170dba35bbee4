import "server-only";
import type { RequestOrder } from "@/lib/filters/request-order";

/** A cursor that none of our pages gave out. */
export class CursorError extends Error {}

/** Where a request lies. */
export type Position = { createdAt: Date; id: string };

/**
 * The last request of a page: the next page begins right after it. `value` is the whole number it is sorted by, as text;
 * null: it has none, or the order is by time alone.
 */
export type PagePosition = Position & { value: string | null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The last moment Postgres and ISO 8601 write with four digits of year. */
const MAX_TIME = Date.UTC(9999, 11, 31);
const INT4_MAX = 2_147_483_647;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export function encodeCursor({ createdAt, id, value }: PagePosition, order: RequestOrder): string {
  const place = `${createdAt.getTime()}.${id}`;
  return Buffer.from(isByTime(order) ? place : `${place}.${order}.${value ?? ""}`, "utf8").toString("base64url");
}

/** Throws CursorError, also for a cursor of another order. */
export function decodeCursor(cursor: string, order: RequestOrder): PagePosition {
  const [time = "", id = "", ofOrder, value = "", ...rest] = Buffer.from(cursor, "base64url")
    .toString("utf8")
    .split(".");
  const sameOrder = isByTime(order) ? ofOrder === undefined : ofOrder === order;
  const readable = /^\d{1,15}$/.test(time) && Number(time) < MAX_TIME && isUuid(id) && /^(-?\d{1,18})?$/.test(value);
  if (!readable || !sameOrder || rest.length > 0 || (/latency$/.test(order) && Math.abs(Number(value)) > INT4_MAX)) {
    throw new CursorError("is not a cursor of this list");
  }
  return { createdAt: new Date(Number(time)), id, value: value === "" ? null : value };
}

function isByTime(order: RequestOrder): boolean {
  return order === "newest" || order === "oldest";
}
