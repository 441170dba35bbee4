with page as materialized (select "facts"."created_at" as page_time, "facts"."id" as page_id from "facts" left join "details" on "details"."project_id" = $1
  and "details"."created_at" >= $2::timestamptz and "details"."created_at" < $3::timestamptz
  and "details"."created_at" = "facts"."created_at" and "details"."id" = "facts"."id" where "facts"."project_id" = $4
  and "facts"."created_at" >= $5::timestamptz and "facts"."created_at" < $6::timestamptz and (("details"."finish_reason" is not null and "details"."finish_reason" = any($7::text[])) and ("details"."error" is not null and not ("details"."error" ilike any($8::text[]))) and "details"."country" is null and ("details"."feedback" is not null and case when "details"."feedback" then 'good' when not "details"."feedback" then 'bad' end = any($9::text[])) and ("details"."stream" is not null and not (case when "details"."stream" then 'yes' when not "details"."stream" then 'no' end = any($10::text[]))) and ("facts"."cost_input" is not null and ("facts"."cost_input" >= $11::bigint)))
  and true order by "facts"."created_at" desc, "facts"."id" desc limit $12)
  select "facts"."id", (extract(epoch from "facts"."created_at") * 1000)::float8 as created_ms,
  "facts"."status", "facts"."outcome", "facts"."usage_source", "facts"."model_code", "facts"."provider_code", "facts"."user_code",
  "facts"."session_code", array["facts"."slot_1", "facts"."slot_2", "facts"."slot_3", "facts"."slot_4", "facts"."slot_5", "facts"."slot_6", "facts"."slot_7", "facts"."slot_8", "facts"."slot_9", "facts"."slot_10", "facts"."slot_11", "facts"."slot_12", "facts"."slot_13", "facts"."slot_14", "facts"."slot_15", "facts"."slot_16"] as slots, "details"."extra",
  "details"."request_preview", "details"."response_preview", "facts"."input_tokens", "facts"."output_tokens",
  "facts"."cache_read_tokens", "facts"."cache_write_tokens", "facts"."reasoning_tokens", "facts"."latency_ms", "facts"."ttft_ms", "facts"."cost",
  "facts"."cost_input", "facts"."cost_output", "facts"."cost_cache_read", "facts"."cost_cache_write", "details"."unpriced_reason",
  "details"."finish_reason", "details"."error", "details"."country", "details"."feedback", null::bigint as order_value, null::text as found from page
  join "facts" on "facts"."project_id" = $13 and "facts"."created_at" = page_time and "facts"."id" = page_id
  left join "details" on "details"."project_id" = $14 and "details"."created_at" = page_time and "details"."id" = page_id
  order by "facts"."created_at" desc, "facts"."id" desc;

select id, key, display_name as "displayName", slot from "properties"
  where "properties"."project_id" = $1 order by id;

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;
