import { type SQL, sql } from "drizzle-orm";

/** Requests per bucket of db/latency-bucket.ts. */
export type Histogram = number[];

/** Of a bucket: its number in two bytes and its requests in four, the higher byte first. */
const BUCKET_BYTES = 6;

/** Aggregates rows of (bucket, requests) to the bytes that are stored, in ascending order of buckets. */
export function histogramBytes(bucket: SQL, requests: SQL): SQL {
  return sql`string_agg(int2send(${bucket}::int2) || int4send(${requests}::int4), ''::bytea order by ${bucket})`;
}

/** Adds stored bytes, given in hexadecimal, to a histogram, or takes them away. */
export function addToHistogram(histogram: Histogram, hex: string, sign: 1 | -1 = 1): void {
  const bytes = Buffer.from(hex, "hex");
  for (let at = 0; at + BUCKET_BYTES <= bytes.length; at += BUCKET_BYTES) {
    const bucket = bytes.readUInt16BE(at);
    histogram[bucket] = (histogram[bucket] ?? 0) + sign * bytes.readUInt32BE(at + 2);
  }
}
