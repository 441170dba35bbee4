declare exported_values no scroll cursor for
  with now as materialized (select "g0", coalesce(sum("requests"), 0) as "m0", coalesce(sum("cost"), case when coalesce(sum("requests"), 0) = 0 then 0 end) as "m1", sum(cost)::numeric / nullif(sum(requests - unpriced), 0) as "m2", coalesce(sum("unpriced"), 0) as "m3", coalesce(sum("input_tokens"), 0) as "m4", coalesce(sum("output_tokens"), 0) as "m5", sum(latency_sum)::numeric / nullif(sum(requests), 0) as "m6", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.5)) as b) as of_bucket) as "m7", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.95)) as b) as of_bucket) as "m8", (select case when b = 0 then 0::float8 else
  sqrt(ceil(1.04::float8 ^ (b - 1)) * greatest(ceil(1.04::float8 ^ (b - 1)), ceil(1.04::float8 ^ b) - 1)) end
  from (select min(latency_bucket) filter (where reached >= ceil(all_requests * 0.99)) as b) as of_bucket) as "m9", sum(ttft_sum)::numeric / nullif(sum(ttft_count), 0) as "m10", coalesce(sum("errors"), 0) as "m11", coalesce(sum("errors"), 0)::float8 / nullif(coalesce(sum("requests"), 0), 0)::float8 as "m12"
  from (select *, sum(requests) over (partition by "g0" order by latency_bucket) as reached,
  sum(requests) over (partition by "g0" ) as all_requests from (select "details"."extra" ->> $1::text as "g0", "facts"."latency_bucket" as latency_bucket, count(*) as requests, count(*) filter (where ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1))) as errors,
  count(*) filter (where "facts"."cost" is null) as unpriced, sum("facts"."cost") as cost,
  sum("facts"."cost_input") as cost_input, sum("facts"."cost_output") as cost_output,
  sum("facts"."cost_cache_read") as cost_cache_read, sum("facts"."cost_cache_write") as cost_cache_write,
  sum("facts"."input_tokens") as input_tokens, sum("facts"."output_tokens") as output_tokens,
  sum("facts"."latency_ms") as latency_sum, sum("facts"."ttft_ms") as ttft_sum, count("facts"."ttft_ms") as ttft_count from "facts" left join "details" on "details"."project_id" = $2
  and "details"."created_at" >= $3::timestamptz and "details"."created_at" < $4::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $5
  and "facts"."created_at" >= $6::timestamptz and "facts"."created_at" < $7::timestamptz and true group by 1, 2) as cells) as cells group by "g0"), before as materialized (select "details"."extra" ->> $8::text as "g0", count(*) as "m0", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m1" from "facts" left join "details" on "details"."project_id" = $9
  and "details"."created_at" >= $10::timestamptz and "details"."created_at" < $11::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $12
  and "facts"."created_at" >= $13::timestamptz and "facts"."created_at" < $14::timestamptz and true group by 1)
  select * from (
  select compared.*, g0 is not null as tagged, case when g0 is not null then g0::text end as value from (
  select coalesce(now.g0, before.g0) as g0, now."m0", now."m1", now."m2", now."m3", now."m4", now."m5", now."m6", now."m7", now."m8", now."m9", now."m10", now."m11", now."m12", now.m0 is null as gone, users, last_seen,
  case when exists (select from before) then coalesce(before.m0, 0) end as requests_before,
  case when before.m0 is null then 0 else before.m1 end as cost_before
  from now full join before on (before.g0 is null) = (now.g0 is null) and coalesce(before.g0::text, '') = coalesce(now.g0::text, '')
  left join (select "details"."extra" ->> $15::text as seen_group, count(distinct "facts"."user_code") filter (where "facts"."user_code" <> 0) as users,
  extract(epoch from max("facts"."created_at")) * 1000 as last_seen from "facts" left join "details" on "details"."project_id" = $16
  and "details"."created_at" >= $17::timestamptz and "details"."created_at" < $18::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $19
  and "facts"."created_at" >= $20::timestamptz and "facts"."created_at" < $21::timestamptz and true group by 1) as seen on (seen_group is null) = (now.g0 is null) and coalesce(seen_group::text, '') = coalesce(now.g0::text, '')
  ) as compared
  ) as exported where tagged or not gone order by tagged desc, case when "cost_before" <> 0 then (case when gone then 0 else "m1" end - "cost_before")::float8 / abs("cost_before")
  when "cost_before" = 0 and case when gone then 0 else "m1" end <> 0 then 'infinity'::float8 end desc nulls last, coalesce(case when gone then 0 else "m1" end, 0) + coalesce("cost_before", 0) desc, value, g0;

fetch forward 1000 from exported_values;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;
