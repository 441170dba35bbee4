select 1 as one from "facts" where "facts"."project_id" = $1 limit 1;

select (extract(epoch from min("facts"."created_at")) * 1000)::float8 as first
  from "facts" where "facts"."project_id" = $1;
