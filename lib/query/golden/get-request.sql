select (extract(epoch from "details"."created_at") * 1000)::float8 as created_ms, "details"."id" from "details"
  where "details"."project_id" = $1 and "details"."caller_id" = $2::uuid
  order by "details"."created_at" desc, "details"."id" desc limit 1;

select "facts"."id", (extract(epoch from "facts"."created_at") * 1000)::float8 as created_ms,
  "facts"."status", "facts"."outcome", "facts"."usage_source", "facts"."model_code", "facts"."provider_code", "facts"."user_code",
  "facts"."session_code", array["facts"."slot_1", "facts"."slot_2", "facts"."slot_3", "facts"."slot_4", "facts"."slot_5", "facts"."slot_6", "facts"."slot_7", "facts"."slot_8", "facts"."slot_9", "facts"."slot_10", "facts"."slot_11", "facts"."slot_12", "facts"."slot_13", "facts"."slot_14", "facts"."slot_15", "facts"."slot_16"] as slots, "details"."extra",
  "details"."request_preview", "details"."response_preview", "facts"."input_tokens", "facts"."output_tokens",
  "facts"."cache_read_tokens", "facts"."cache_write_tokens", "facts"."reasoning_tokens", "facts"."latency_ms", "facts"."ttft_ms", "facts"."cost",
  "facts"."cost_input", "facts"."cost_output", "facts"."cost_cache_read", "facts"."cost_cache_write", "details"."unpriced_reason",
  "details"."finish_reason", "details"."error", "details"."country", "details"."feedback", "details"."caller_id", "details"."method", "details"."path", "details"."upstream_host",
  "details"."stream", "details"."request_model", "details"."response_model", "details"."model_override", "details"."response_id",
  "details"."session_path", "details"."session_name", "details"."prompt_id",
  "facts"."audio_tokens", "details"."input_audio_tokens", "details"."output_audio_tokens",
  "details"."priced_as", "details"."price_version", "details"."cut_properties", "details"."parameters",
  "details"."request_body", "details"."response_body", "details"."request_content_type", "details"."response_content_type",
  "details"."request_length", "details"."response_length", "details"."request_cut", "details"."response_cut" from "facts"
  left join "details" on "details"."project_id" = $1 and "details"."created_at" = $2::timestamptz
  and "details"."id" = "facts"."id"
  where "facts"."project_id" = $3 and "facts"."created_at" = $4::timestamptz and "facts"."id" = $5::uuid;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 order by id;

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;

select "dictionary"."field_id", "dictionary"."code", "dictionary"."value" from "dictionary"
  join unnest($1::int[], $2::int[])
  as wanted(wanted_field, wanted_code) on "dictionary"."field_id" = wanted_field and "dictionary"."code" = wanted_code
  where "dictionary"."project_id" = $3;
