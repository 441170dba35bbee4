select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select field_id as "fieldId", value, code
  from "dictionary"
  join unnest($1::int[], $2::text[])
  as wanted(wanted_field, wanted_hash) on field_id = wanted_field and value_hash = decode(wanted_hash, 'hex')
  where "dictionary"."project_id" = $3;

select (extract(epoch from page_time) * 1000)::float8 as created_ms, page_id as id, order_value from (
  select "facts"."created_at" as page_time, "facts"."id" as page_id, null::bigint as order_value
  from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and ("facts"."slot_1" = any($4::int[]) and "facts"."model_code" <> all($5::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $6::int)) and ("facts"."status" between $7::smallint and $8::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))) and true order by "facts"."created_at" desc, "facts"."id" desc limit $9) as page order by page_time desc, page_id desc;
