const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** ISO 8601 and Postgres write years of four digits alike, later ones not. */
const END_OF_TIME = Date.UTC(9999, 11, 31);

/** The `created_at` of a request, which its id carries (RFC 9562, section 5.7); null when it is no possible UUIDv7. */
export function requestTime(id: string): Date | null {
  if (!UUID_V7.test(id)) return null;
  const milliseconds = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return milliseconds < END_OF_TIME ? new Date(milliseconds) : null;
}
