import { type SQL, sql } from "drizzle-orm";
import { GROWTH } from "./latency-bucket";

/** `latencyOfBucket` of db/latency-bucket.ts as an expression; null of null. */
export function latencyOfBucketSql(bucket: SQL): SQL {
  const growth = sql.raw(`${GROWTH}::float8`);
  return sql`(select case when b = 0 then 0::float8 else
    sqrt(ceil(${growth} ^ (b - 1)) * greatest(ceil(${growth} ^ (b - 1)), ceil(${growth} ^ b) - 1)) end
    from (select ${bucket} as b) as of_bucket)`;
}
