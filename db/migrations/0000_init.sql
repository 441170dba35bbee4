CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"project_id" integer NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_project_id_key_hash_pk" PRIMARY KEY("project_id","key_hash")
);
--> statement-breakpoint
CREATE TABLE "details" (
	"project_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"caller_id" uuid,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"upstream_host" text NOT NULL,
	"stream" boolean NOT NULL,
	"request_model" text,
	"response_model" text,
	"model_override" text,
	"response_id" text,
	"finish_reason" text,
	"error" text,
	"session_path" text,
	"session_name" text,
	"prompt_id" text,
	"extra" jsonb,
	"cut_properties" text[],
	"parameters" jsonb,
	"priced_as" text,
	"price_version" text,
	"unpriced_reason" text,
	"request_preview" text,
	"response_preview" text,
	"request_body" "bytea",
	"response_body" "bytea",
	"request_content_type" text,
	"response_content_type" text,
	"request_length" bigint,
	"response_length" bigint,
	"request_cut" boolean DEFAULT false NOT NULL,
	"response_cut" boolean DEFAULT false NOT NULL,
	"input_audio_tokens" integer,
	"output_audio_tokens" integer,
	CONSTRAINT "details_project_id_created_at_id_pk" PRIMARY KEY("project_id","created_at","id")
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "dictionary" (
	"project_id" integer NOT NULL,
	"field_id" integer NOT NULL,
	"code" integer GENERATED ALWAYS AS IDENTITY (sequence name "dictionary_code_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"value" text NOT NULL,
	"value_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dictionary_project_id_field_id_code_pk" PRIMARY KEY("project_id","field_id","code"),
	CONSTRAINT "dictionary_value" UNIQUE("project_id","field_id","value_hash")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"project_id" integer NOT NULL,
	"latency_ms" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cost" bigint,
	"model_code" integer DEFAULT 0 NOT NULL,
	"provider_code" integer DEFAULT 0 NOT NULL,
	"status" smallint NOT NULL,
	"outcome" smallint NOT NULL,
	"latency_bucket" smallint NOT NULL,
	"usage_source" smallint NOT NULL,
	"slot_1" integer DEFAULT 0 NOT NULL,
	"slot_2" integer DEFAULT 0 NOT NULL,
	"slot_3" integer DEFAULT 0 NOT NULL,
	"slot_4" integer DEFAULT 0 NOT NULL,
	"slot_5" integer DEFAULT 0 NOT NULL,
	"slot_6" integer DEFAULT 0 NOT NULL,
	"slot_7" integer DEFAULT 0 NOT NULL,
	"slot_8" integer DEFAULT 0 NOT NULL,
	"slot_9" integer DEFAULT 0 NOT NULL,
	"slot_10" integer DEFAULT 0 NOT NULL,
	"slot_11" integer DEFAULT 0 NOT NULL,
	"slot_12" integer DEFAULT 0 NOT NULL,
	"slot_13" integer DEFAULT 0 NOT NULL,
	"slot_14" integer DEFAULT 0 NOT NULL,
	"slot_15" integer DEFAULT 0 NOT NULL,
	"slot_16" integer DEFAULT 0 NOT NULL,
	"input_tokens" integer,
	"output_tokens" integer,
	"cache_read_tokens" integer,
	"cache_write_tokens" integer,
	"reasoning_tokens" integer,
	"audio_tokens" integer,
	"user_code" integer DEFAULT 0 NOT NULL,
	"session_code" integer DEFAULT 0 NOT NULL,
	"ttft_ms" integer,
	"cost_input" bigint,
	"cost_output" bigint,
	"cost_cache_read" bigint,
	"cost_cache_write" bigint,
	"id" uuid NOT NULL,
	CONSTRAINT "facts_project_id_created_at_id_pk" PRIMARY KEY("project_id","created_at","id")
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "projects_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "projects_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "properties" (
	"project_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "properties_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 100 CACHE 1),
	"key" text NOT NULL,
	"display_name" text NOT NULL,
	"slot" smallint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "properties_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "properties_key" UNIQUE("project_id","key"),
	CONSTRAINT "properties_slot" UNIQUE("project_id","slot")
);
--> statement-breakpoint
CREATE INDEX "api_keys_key_hash" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "details_caller_id" ON "details" USING btree ("project_id","caller_id");--> statement-breakpoint
CREATE INDEX "details_extra" ON "details" USING gin ("extra");--> statement-breakpoint
CREATE INDEX "facts_slots" ON "facts" USING gin ("slot_1","slot_2","slot_3","slot_4","slot_5","slot_6","slot_7","slot_8","slot_9","slot_10","slot_11","slot_12","slot_13","slot_14","slot_15","slot_16");