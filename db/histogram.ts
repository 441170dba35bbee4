import { type SQL, sql } from "drizzle-orm";

/** Requests per bucket of db/latency-bucket.ts. */
export type Histogram = Float64Array;

/** More than there are buckets. */
const BUCKETS = 600;
/** Of a bucket: its number in two bytes and its requests in four, the higher byte first. */
const BUCKET_BYTES = 6;

/** No requests in any bucket. */
export function emptyHistogram(): Histogram {
  return new Float64Array(BUCKETS);
}

/** Aggregates rows of (bucket, requests) to the bytes that are stored, in ascending order of buckets. */
export function histogramBytes(bucket: SQL, requests: SQL): SQL {
  return sql`string_agg(int2send(${bucket}::int2) || int4send(${requests}::int4), ''::bytea order by ${bucket})`;
}

/** Aggregates stored bytes to what `addToHistogram` reads at once: a bucket may come many times in it. */
export function histogramsTogether(stored: SQL): SQL {
  return sql`encode(string_agg(${stored}, ''::bytea), 'hex')`;
}

/** Reused: a new one for each group of values keeps the garbage collector busier than all the adding. */
let scratch = Buffer.alloc(64 * 1024);

/** Adds stored bytes, given in hexadecimal, to a histogram, or takes them away. */
export function addToHistogram(histogram: Histogram, hex: string, sign: 1 | -1 = 1): void {
  const length = hex.length / 2;
  if (scratch.length < length) scratch = Buffer.alloc(2 * length);
  scratch.write(hex, "hex");
  const byte = (at: number) => scratch[at] ?? 0;
  for (let at = 0; at + BUCKET_BYTES <= length; at += BUCKET_BYTES) {
    const bucket = byte(at) * 256 + byte(at + 1);
    const requests = ((byte(at + 2) * 256 + byte(at + 3)) * 256 + byte(at + 4)) * 256 + byte(at + 5);
    histogram[bucket] = (histogram[bucket] ?? 0) + sign * requests;
  }
}

export function addHistogram(histogram: Histogram, other: Histogram): void {
  for (let bucket = 0; bucket < BUCKETS; bucket++) histogram[bucket] = (histogram[bucket] ?? 0) + (other[bucket] ?? 0);
}
