CREATE TABLE "rollup_sums" (
	"project_id" integer NOT NULL,
	"field_id" integer NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"grain" smallint NOT NULL,
	"code" integer NOT NULL,
	"requests" integer NOT NULL,
	"cost" bigint,
	"errors" integer NOT NULL,
	"unpriced" integer NOT NULL,
	"latency_sum" bigint NOT NULL,
	"input_tokens" bigint,
	"output_tokens" bigint,
	"cost_input" bigint,
	"cost_output" bigint,
	"cost_cache_read" bigint,
	"cost_cache_write" bigint,
	"ttft_sum" bigint,
	"ttft_count" integer NOT NULL,
	CONSTRAINT "rollup_sums_project_id_grain_start_field_id_code_pk" PRIMARY KEY("project_id","grain","start","field_id","code")
);
--> statement-breakpoint
ALTER TABLE "rollup_built" ADD COLUMN "summed" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_built" ADD COLUMN "asked_summed" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- What was left out until now is summed up by day; a day with more values than that allows says so again.
UPDATE "rollup_fields" SET "state" = 'sums' WHERE "state" = 'none';
