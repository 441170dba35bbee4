select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;

select id, key, display_name as "displayName", slot from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select field_id as "fieldId", value, code
  from "dictionary"
  join unnest($1::int[], $2::text[])
  as wanted(wanted_field, wanted_hash) on field_id = wanted_field and value_hash = decode(wanted_hash, 'hex')
  where "dictionary"."project_id" = $3;

with page as materialized (select "facts"."created_at" as page_time, "facts"."id" as page_id from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and ("facts"."slot_1" = any($4::int[]) and "facts"."model_code" <> all($5::int[]) and ("facts"."latency_ms" is not null and ("facts"."latency_ms" >= $6::int)) and ("facts"."status" between $7::smallint and $8::smallint or ("facts"."outcome" = 2 or ("facts"."status" >= 400 and "facts"."outcome" <> 1))))
  and true order by "facts"."created_at" desc, "facts"."id" desc limit $9)
  select "facts"."id", (extract(epoch from "facts"."created_at") * 1000)::float8 as created_ms,
  "facts"."status", "facts"."outcome", "facts"."usage_source", "facts"."model_code", "facts"."provider_code", "facts"."user_code",
  "facts"."session_code", array["facts"."slot_1", "facts"."slot_2", "facts"."slot_3", "facts"."slot_4", "facts"."slot_5", "facts"."slot_6", "facts"."slot_7", "facts"."slot_8", "facts"."slot_9", "facts"."slot_10", "facts"."slot_11", "facts"."slot_12", "facts"."slot_13", "facts"."slot_14", "facts"."slot_15", "facts"."slot_16"] as slots, "details"."extra",
  "details"."request_preview", "details"."response_preview", "facts"."input_tokens", "facts"."output_tokens",
  "facts"."cache_read_tokens", "facts"."cache_write_tokens", "facts"."reasoning_tokens", "facts"."latency_ms", "facts"."ttft_ms", "facts"."cost",
  "facts"."cost_input", "facts"."cost_output", "facts"."cost_cache_read", "facts"."cost_cache_write", "details"."unpriced_reason",
  "details"."finish_reason", "details"."error", "details"."country", "details"."feedback", null::bigint as order_value, null::text as found from page
  join "facts" on "facts"."project_id" = $10 and "facts"."created_at" = page_time and "facts"."id" = page_id
  left join "details" on "details"."project_id" = $11 and "details"."created_at" = page_time and "details"."id" = page_id
  order by "facts"."created_at" desc, "facts"."id" desc;

select id, key, display_name as "displayName", slot from "properties"
  where "properties"."project_id" = $1 order by id;

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;
