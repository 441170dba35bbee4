select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select field_id as "fieldId", value, code
  from "dictionary"
  join unnest($1::int[], $2::text[])
  as wanted(wanted_field, wanted_hash) on field_id = wanted_field and value_hash = decode(wanted_hash, 'hex')
  where "dictionary"."project_id" = $3;

select count(*) as count from (select 1 from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and ("facts"."slot_1" = any($4::int[]) and "facts"."model_code" <> all($5::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $6::int)) and ("facts"."status" between $7::smallint and $8::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1)))) limit $9) as capped;
