select "dictionary"."value" as text, g0 as raw, ranked.* from (
  select groups.*, count(*) over () as count from (select "facts"."slot_1" as "g0", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0" from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and true group by 1) as groups
  where g0 <> 0 order by "m0" desc nulls last, g0 limit $4 offset $5
  ) as ranked left join "dictionary" on "dictionary"."project_id" = $6
  and "dictionary"."field_id" = $7 and "dictionary"."code" = g0 order by "m0" desc nulls last, "dictionary"."value", g0;

select case when "facts"."slot_1" = 0 then 'untagged' when "facts"."slot_1" = any($1::int[]) then 'value' else 'other' end as "g0", case when "facts"."slot_1" = any($2::int[]) and not "facts"."slot_1" = 0 then "facts"."slot_1" end as "g1", case when false then 'untagged' when "facts"."status" = any($3::smallint[]) then 'value' else 'other' end as "g2", case when "facts"."status" = any($4::smallint[]) and not false then "facts"."status" end as "g3", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0", count(*) as "m1" from "facts" where "facts"."project_id" = $5
  and "facts"."created_at" >= $6::timestamptz and "facts"."created_at" < $7::timestamptz and true group by 1, 2, 3, 4;

select case when "facts"."slot_1" = 0 then 'untagged' when "facts"."slot_1" = any($1::int[]) then 'value' else 'other' end as "g0", case when "facts"."slot_1" = any($2::int[]) and not "facts"."slot_1" = 0 then "facts"."slot_1" end as "g1", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0", count(*) as "m1" from "facts" where "facts"."project_id" = $3
  and "facts"."created_at" >= $4::timestamptz and "facts"."created_at" < $5::timestamptz and true group by 1, 2;

select case when false then 'untagged' when "facts"."status" = any($1::smallint[]) then 'value' else 'other' end as "g0", case when "facts"."status" = any($2::smallint[]) and not false then "facts"."status" end as "g1", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0", count(*) as "m1" from "facts" where "facts"."project_id" = $3
  and "facts"."created_at" >= $4::timestamptz and "facts"."created_at" < $5::timestamptz and true group by 1, 2;

select coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0", count(*) as "m1" from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and true;

select g0::text as text, g0 as raw, ranked.* from (
  select groups.*, count(*) over () as count from (select "facts"."status" as "g0", coalesce(sum("facts"."cost"), case when count(*) = 0 then 0 end) as "m0" from "facts" where "facts"."project_id" = $1
  and "facts"."created_at" >= $2::timestamptz and "facts"."created_at" < $3::timestamptz and true group by 1) as groups
  where true order by "m0" desc nulls last, g0 limit $4 offset $5
  ) as ranked order by "m0" desc nulls last, g0::text, g0;

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from "properties"
  where "properties"."project_id" = $1 and "properties"."key" = any($2::text[]);

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;

select id, key, value, to_key as "toKey", to_value as "toValue" from "aliases"
  where "aliases"."project_id" = $1 order by id;
