select case when whole = 1 then 'all' else kind end as kind, raw,
  count(*) filter (where user_code <> 0) as users, extract(epoch from max(last)) * 1000 as last
  from (
  select kind, raw, user_code, grouping(kind) as whole, max(created_at) as last
  from (select case when "facts"."slot_1" = 0 then 'untagged' when "facts"."slot_1" = any($1::int[]) then 'value' else 'other' end as kind, case when "facts"."slot_1" = any($2::int[]) and not "facts"."slot_1" = 0 then "facts"."slot_1" end as raw, "facts"."user_code", "facts"."created_at" from "facts" where "facts"."project_id" = $3
  and "facts"."created_at" >= $4::timestamptz and "facts"."created_at" < $5::timestamptz and ("facts"."slot_1" = any($6::int[]) and "facts"."model_code" <> all($7::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $8::int)) and ("facts"."status" between $9::smallint and $10::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1))))) as matching
  group by grouping sets ((kind, raw, user_code), (user_code))
  ) as by_user group by whole, kind, raw;

select field_id as "fieldId", value, code
  from "dictionary"
  join unnest($1::int[], $2::text[])
  as wanted(wanted_field, wanted_hash) on field_id = wanted_field and value_hash = decode(wanted_hash, 'hex')
  where "dictionary"."project_id" = $3;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;
