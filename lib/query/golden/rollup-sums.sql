select row(case when "facts"."user_code" = 0 then 'untagged' when "facts"."user_code" = any($1::int[]) then 'value' else 'other' end, case when "facts"."user_code" = any($2::int[]) and not "facts"."user_code" = 0 then "facts"."user_code" end)::text as key, sign, encode(string_agg(latency_histogram, ''::bytea), 'hex') as hex
  from (select 0, case code_a when 0 then 0 else -1 end as "user_code", 1, latency_histogram from rollups where project_id = $3 and grain = $4::smallint
  and field_a = $5 and field_b = 0 and start = any($6::text[]::timestamptz[])) as facts (bucket, "user_code", sign, latency_histogram) where true group by 1, 2 union all select key, sign, encode(string_agg(int2send(latency_bucket::int2) || int4send(requests::int4), ''::bytea order by latency_bucket), 'hex') from (
  select row(case when "facts"."user_code" = 0 then 'untagged' when "facts"."user_code" = any($7::int[]) then 'value' else 'other' end, case when "facts"."user_code" = any($8::int[]) and not "facts"."user_code" = 0 then "facts"."user_code" end)::text as key, sign, latency_bucket, count(*) as requests
  from (select 0, "user_code", 1, "facts"."latency_bucket" from "facts"
  where "facts"."project_id" = $9 and "facts"."created_at" >= $10::timestamptz and "facts"."created_at" < $11::timestamptz union all select 0, "user_code", 1, "facts"."latency_bucket" from "facts" where "facts"."project_id" = $12
  and "facts"."created_at" >= $13::timestamptz and "facts"."created_at" < $14::timestamptz
  and "user_code" = any($15::int[]) union all select 0, -1, -1, "facts"."latency_bucket" from "facts" where "facts"."project_id" = $16
  and "facts"."created_at" >= $17::timestamptz and "facts"."created_at" < $18::timestamptz
  and "user_code" = any($19::int[])) as facts (bucket, "user_code", sign, latency_bucket) where true group by 1, 2, 3) as counted
  group by key, sign;

select "facts"."user_code" as "g0", coalesce(sum("cost"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m0" from (select 0, code as "user_code", requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count
  from rollup_sums where project_id = $1 and grain = $2::smallint and field_id = $3 and start = any($4::text[]::timestamptz[]) union all select 0, code as "user_code", requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count
  from rollup_sums where project_id = $5 and grain = $6::smallint and field_id = $7 and start = any($8::text[]::timestamptz[]) union all select 0, "user_code", 1, (("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))::int, ("facts"."cost" is null)::int, "facts"."cost", "facts"."cost_input",
  "facts"."cost_output", "facts"."cost_cache_read", "facts"."cost_cache_write", "facts"."input_tokens"::bigint,
  "facts"."output_tokens"::bigint, "facts"."latency_ms"::bigint, "facts"."ttft_ms"::bigint, ("facts"."ttft_ms" is not null)::int from "facts"
  where "facts"."project_id" = $9 and "facts"."created_at" >= $10::timestamptz and "facts"."created_at" < $11::timestamptz) as facts (bucket, "user_code", requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count) where true group by 1;

select "g0", "g1", "m0", "m1" from (select case when "facts"."user_code" = 0 then 'untagged' when "facts"."user_code" = any($1::int[]) then 'value' else 'other' end as "g0", case when "facts"."user_code" = any($2::int[]) and not "facts"."user_code" = 0 then "facts"."user_code" end as "g1", case when coalesce(sum(requests) > sum(unpriced), false) then sum(cost)
  when coalesce(sum("requests"), 0) = 0 then 0 end as "m0" from (select 0, code as "user_code", requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count from rollup_sums where project_id = $3 and grain = $4::smallint
  and field_id = $5 and start = any($6::text[]::timestamptz[]) and code = any($7::int[]) union all select 0, -1 as "user_code", -requests, -errors, -unpriced, -cost, -cost_input, -cost_output, -cost_cache_read, -cost_cache_write, -input_tokens, -output_tokens, -latency_sum, -ttft_sum, -ttft_count from rollup_sums where project_id = $8 and grain = $9::smallint
  and field_id = $10 and start = any($11::text[]::timestamptz[]) and code = any($12::int[]) union all select 0, -1 as "user_code", requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count from rollups
  where project_id = $13 and grain = $14::smallint and field_a = 0 and field_b = 0 and start = any($15::text[]::timestamptz[]) union all select 0, "user_code", 1, (("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))::int, ("facts"."cost" is null)::int, "facts"."cost", "facts"."cost_input",
  "facts"."cost_output", "facts"."cost_cache_read", "facts"."cost_cache_write", "facts"."input_tokens"::bigint,
  "facts"."output_tokens"::bigint, "facts"."latency_ms"::bigint, "facts"."ttft_ms"::bigint, ("facts"."ttft_ms" is not null)::int from "facts"
  where "facts"."project_id" = $16 and "facts"."created_at" >= $17::timestamptz and "facts"."created_at" < $18::timestamptz) as facts (bucket, "user_code", requests, errors, unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens, latency_sum, ttft_sum, ttft_count) where true group by 1, 2 having sum(requests) > 0) as sums
  left join unnest($19::text[], $20::text[]::float8[])
  as percentiles (key, "m1")
  on percentiles.key = row("g0", "g1")::text;
