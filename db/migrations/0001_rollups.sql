CREATE TABLE "rollup_built" (
	"project_id" integer NOT NULL,
	"grain" smallint NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"requests" integer NOT NULL,
	"fields" integer[] NOT NULL,
	"paired" integer[] NOT NULL,
	"asked_fields" integer[] NOT NULL,
	"asked_paired" integer[] NOT NULL,
	"built_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rollup_built_project_id_grain_start_pk" PRIMARY KEY("project_id","grain","start")
);
--> statement-breakpoint
CREATE TABLE "rollup_fields" (
	"project_id" integer NOT NULL,
	"field_id" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rollup_fields_project_id_field_id_pk" PRIMARY KEY("project_id","field_id")
);
--> statement-breakpoint
CREATE TABLE "rollup_marks" (
	"project_id" integer NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "rollup_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"marked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rollup_marks_project_id_hour_id_pk" PRIMARY KEY("project_id","hour","id")
);
--> statement-breakpoint
CREATE TABLE "rollups" (
	"project_id" integer NOT NULL,
	"grain" smallint NOT NULL,
	"field_a" integer NOT NULL,
	"field_b" integer NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"code_a" integer NOT NULL,
	"code_b" integer NOT NULL,
	"requests" integer NOT NULL,
	"errors" integer NOT NULL,
	"unpriced" integer NOT NULL,
	"cost" bigint,
	"cost_input" bigint,
	"cost_output" bigint,
	"cost_cache_read" bigint,
	"cost_cache_write" bigint,
	"input_tokens" bigint,
	"output_tokens" bigint,
	"cache_read_tokens" bigint,
	"cache_write_tokens" bigint,
	"reasoning_tokens" bigint,
	"latency_sum" bigint NOT NULL,
	"ttft_sum" bigint,
	"ttft_count" integer NOT NULL,
	"latency_buckets" smallint[] NOT NULL,
	"latency_counts" integer[] NOT NULL,
	"ttft_buckets" smallint[] NOT NULL,
	"ttft_counts" integer[] NOT NULL,
	CONSTRAINT "rollups_project_id_grain_field_a_field_b_start_code_a_code_b_pk" PRIMARY KEY("project_id","grain","field_a","field_b","start","code_a","code_b")
);
--> statement-breakpoint
CREATE INDEX "rollups_start" ON "rollups" USING btree ("project_id","grain","start");