select "g0", "g1", coalesce(sum("requests"), 0) as "m0", coalesce(sum("cost"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m1", sum(cost)::numeric / nullif(sum(requests - unpriced), 0) as "m2", coalesce(sum("cost_input"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m3", coalesce(sum("cost_output"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m4", coalesce(sum("cost_cache_read"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m5", coalesce(sum("cost_cache_write"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m6", sum(latency_sum)::numeric / nullif(sum(requests), 0) as "m7", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.5)) as b) as of_bucket) as "m8", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.95)) as b) as of_bucket) as "m9", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.99)) as b) as of_bucket) as "m10", sum(ttft_sum)::numeric / nullif(sum(ttft_count), 0) as "m11", coalesce(sum("errors"), 0) as "m12", coalesce(sum("errors"), 0)::float8 / nullif(coalesce(sum("requests"), 0), 0)::float8 as "m13", coalesce(sum("input_tokens"), 0) as "m14", coalesce(sum("output_tokens"), 0) as "m15", coalesce(sum("input_tokens"), 0) + coalesce(sum("output_tokens"), 0) as "m16", coalesce(sum("unpriced"), 0) as "m17"
  from (select *, sum(requests) over (partition by "g0", "g1" order by latency_bucket) as reached,
  sum(requests) over (partition by "g0", "g1" ) as all_requests from (select "facts"."slot_1" as "g0", "details"."extra" ->> $1::text as "g1", "facts"."latency_bucket" as latency_bucket, count(*) as requests, count(*) filter (where ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1))) as errors,
  count(*) filter (where "facts"."cost" is null) as unpriced, sum("facts"."cost") as cost,
  sum("facts"."cost_input") as cost_input, sum("facts"."cost_output") as cost_output,
  sum("facts"."cost_cache_read") as cost_cache_read, sum("facts"."cost_cache_write") as cost_cache_write,
  sum("facts"."input_tokens") as input_tokens, sum("facts"."output_tokens") as output_tokens,
  sum("facts"."latency_ms") as latency_sum, sum("facts"."ttft_ms") as ttft_sum, count("facts"."ttft_ms") as ttft_count from "facts" left join "details" on "details"."project_id" = $2
  and "details"."created_at" >= $3::timestamptz and "details"."created_at" < $4::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $5
  and "facts"."created_at" >= $6::timestamptz and "facts"."created_at" < $7::timestamptz and ("facts"."slot_1" = any($8::int[]) and "facts"."model_code" <> all($9::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $10::int)) and ("facts"."status" between $11::smallint and $12::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))) group by 1, 2, 3) as cells) as cells group by "g0", "g1";

select 0 as bucket, "facts"."slot_1" as "g0", "details"."extra" ->> $1::text as "g1", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0" from "facts" left join "details" on "details"."project_id" = $2
  and "details"."created_at" >= $3::timestamptz and "details"."created_at" < $4::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $5
  and "facts"."created_at" >= $6::timestamptz and "facts"."created_at" < $7::timestamptz and ("facts"."slot_1" = any($8::int[]) and "facts"."model_code" <> all($9::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $10::int)) and ("facts"."status" between $11::smallint and $12::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))) group by 2, 3 union all select 1 as bucket, "facts"."slot_1" as "g0", "details"."extra" ->> $13::text as "g1", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0" from "facts" left join "details" on "details"."project_id" = $14
  and "details"."created_at" >= $15::timestamptz and "details"."created_at" < $16::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $17
  and "facts"."created_at" >= $18::timestamptz and "facts"."created_at" < $19::timestamptz and ("facts"."slot_1" = any($20::int[]) and "facts"."model_code" <> all($21::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $22::int)) and ("facts"."status" between $23::smallint and $24::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))) group by 2, 3;

select coalesce("merged_100".merged_value, ("details"."extra" ->> $1::text))::text as "g0", count(*) as "m0" from "facts" left join "details" on "details"."project_id" = $2
  and "details"."created_at" >= $3::timestamptz and "details"."created_at" < $4::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" left join (select "dictionary"."code" as merged_code, case "dictionary"."value" when $5::text then $6::text else "dictionary"."value" end as merged_value
  from "dictionary" where "dictionary"."project_id" = $7 and "dictionary"."field_id" = $8
  ) as "merged_100" on "merged_100".merged_code = "facts"."slot_1" where "facts"."project_id" = $9
  and "facts"."created_at" >= $10::timestamptz and "facts"."created_at" < $11::timestamptz and (("facts"."slot_1" <> all($12::int[])) or ("facts"."slot_1" = 0 and (("details"."extra" is not null and "details"."extra" ? $13::text) and not ("details"."extra" @> jsonb_build_object($14::text, $15::text))))) group by 1;

with found as materialized (select "facts"."slot_1" as "g0", "facts"."latency_bucket" as latency_bucket, count(*) as requests, count(*) filter (where ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1))) as errors,
  count(*) filter (where "facts"."cost" is null) as unpriced, sum("facts"."cost") as cost,
  sum("facts"."cost_input") as cost_input, sum("facts"."cost_output") as cost_output,
  sum("facts"."cost_cache_read") as cost_cache_read, sum("facts"."cost_cache_write") as cost_cache_write,
  sum("facts"."input_tokens") as input_tokens, sum("facts"."output_tokens") as output_tokens,
  sum("facts"."latency_ms") as latency_sum, sum("facts"."ttft_ms") as ttft_sum, count("facts"."ttft_ms") as ttft_count from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and true group by 1, 2)
  select false as whole, "g0", coalesce(sum("requests"), 0) as "m0", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.95)) as b) as of_bucket) as "m1" from (select *, sum(requests) over (partition by "g0" order by latency_bucket) as reached,
  sum(requests) over (partition by "g0" ) as all_requests from found as cells) as cells group by "g0"
  union all select true, null, coalesce(sum("requests"), 0) as "m0", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.95)) as b) as of_bucket) as "m1" from (select *, sum(requests) over (order by latency_bucket) as reached,
  sum(requests) over () as all_requests from found as cells) as cells;

select coalesce("merged_3".merged_value)::text as "g0", count(*) as "m0" from "facts" left join (select "dictionary"."code" as merged_code, case "dictionary"."value" when $1::text then $2::text else "dictionary"."value" end as merged_value
  from "dictionary" where "dictionary"."project_id" = $3 and "dictionary"."field_id" = $4
  ) as "merged_3" on "merged_3".merged_code = "facts"."user_code" where "facts"."project_id" = $5
  and "facts"."created_at" >= $6::timestamptz and "facts"."created_at" < $7::timestamptz and ((("facts"."user_code" in (select "dictionary"."code" from "dictionary"
  where "dictionary"."project_id" = $8 and "dictionary"."field_id" = $9
  and case "dictionary"."value" when $10::text then $11::text else "dictionary"."value" end ilike any($12::text[])))) and (("facts"."user_code" <> all($13::int[])))) group by 1;
