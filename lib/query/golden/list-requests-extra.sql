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
  from "facts" left join "details" on "details"."project_id" = $1
  and "details"."created_at" >= $2::timestamptz and "details"."created_at" < $3::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $4
  and "facts"."created_at" >= $5::timestamptz and "facts"."created_at" < $6::timestamptz and (("details"."extra" is not null and ("details"."extra" @> jsonb_build_object($7::text, $8::text))) or not (("facts"."user_code" in (select "dictionary"."code" from "dictionary"
  where "dictionary"."project_id" = $9 and "dictionary"."field_id" = $10
  and "dictionary"."value" ilike any($11::text[])) and ("facts"."cost" is not null and ("facts"."cost" <= $12::bigint))))) and true order by "facts"."created_at" asc, "facts"."id" asc limit $13) as page order by page_time asc, page_id asc;

select "facts"."id", (extract(epoch from "facts"."created_at") * 1000)::float8 as created_ms,
  "facts"."status", "facts"."outcome", "facts"."usage_source", "facts"."model_code", "facts"."provider_code", "facts"."user_code",
  "facts"."session_code", array["facts"."slot_1", "facts"."slot_2", "facts"."slot_3", "facts"."slot_4", "facts"."slot_5", "facts"."slot_6", "facts"."slot_7", "facts"."slot_8", "facts"."slot_9", "facts"."slot_10", "facts"."slot_11", "facts"."slot_12", "facts"."slot_13", "facts"."slot_14", "facts"."slot_15", "facts"."slot_16"] as slots, "details"."extra",
  "details"."request_preview", "details"."response_preview", "facts"."input_tokens", "facts"."output_tokens",
  "facts"."cache_read_tokens", "facts"."cache_write_tokens", "facts"."reasoning_tokens", "facts"."latency_ms", "facts"."ttft_ms", "facts"."cost",
  "facts"."cost_input", "facts"."cost_output", "facts"."cost_cache_read", "facts"."cost_cache_write", "details"."unpriced_reason",
  "details"."finish_reason", "details"."error", "details"."country", "details"."feedback"
  from unnest($1::text::timestamptz[], $2::text::uuid[])
  with ordinality as place (place_time, place_id, place_number)
  join "facts" on "facts"."project_id" = $3 and "facts"."created_at" = place_time and "facts"."id" = place_id
  and "facts"."created_at" >= $4::timestamptz and "facts"."created_at" <= $5::timestamptz
  left join "details" on "details"."project_id" = $6 and "details"."created_at" = place_time
  and "details"."id" = place_id and "details"."created_at" >= $7::timestamptz and "details"."created_at" <= $8::timestamptz
  order by place_number;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 order by id;

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;

select "dictionary"."field_id", "dictionary"."code", "dictionary"."value" from "dictionary"
  join unnest($1::int[], $2::int[])
  as wanted(wanted_field, wanted_code) on "dictionary"."field_id" = wanted_field and "dictionary"."code" = wanted_code
  where "dictionary"."project_id" = $3;
