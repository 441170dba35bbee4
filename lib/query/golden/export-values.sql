declare exported_values no scroll cursor for
  select * from (
  select groups.*, users, last_seen, g0 is not null as tagged, case when g0 is not null then g0::text end as value
  from (select "details"."extra" ->> $1::text as "g0", count(*) as "m0", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m1", avg("facts"."cost") as "m2", count(*) filter (where "facts"."cost" is null) as "m3", coalesce(sum("facts"."input_tokens"), 0) as "m4", coalesce(sum("facts"."output_tokens"), 0) as "m5", avg("facts"."latency_ms") as "m6", percentile_disc(0.5) within group (order by "facts"."latency_ms") as "m7", percentile_disc(0.95) within group (order by "facts"."latency_ms") as "m8", percentile_disc(0.99) within group (order by "facts"."latency_ms") as "m9", avg("facts"."ttft_ms") as "m10", count(*) filter (where ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1))) as "m11", count(*) filter (where ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))::float8 / nullif(count(*), 0) as "m12" from "facts" left join "details" on "details"."project_id" = $2
  and "details"."created_at" >= $3::timestamptz and "details"."created_at" < $4::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $5
  and "facts"."created_at" >= $6::timestamptz and "facts"."created_at" < $7::timestamptz and true group by 1) as groups left join (select "details"."extra" ->> $8::text as seen_group, count(distinct "facts"."user_code") filter (where "facts"."user_code" <> 0) as users,
  extract(epoch from max("facts"."created_at")) * 1000 as last_seen from "facts" left join "details" on "details"."project_id" = $9
  and "details"."created_at" >= $10::timestamptz and "details"."created_at" < $11::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $12
  and "facts"."created_at" >= $13::timestamptz and "facts"."created_at" < $14::timestamptz and true group by 1) as seen on (seen_group is null) = (g0 is null) and coalesce(seen_group::text, '') = coalesce(g0::text, '')
  ) as exported order by tagged desc, "m1" desc nulls last, value, g0;

fetch forward 1000 from exported_values;

select id, key, display_name as "displayName", slot from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);
