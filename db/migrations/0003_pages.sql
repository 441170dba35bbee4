CREATE TABLE "aliases" (
	"project_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "aliases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"value" text,
	"to_key" text NOT NULL,
	"to_value" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "aliases_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "aliases_source" UNIQUE NULLS NOT DISTINCT("project_id","key","value")
);
--> statement-breakpoint
CREATE TABLE "bulk_edit_rows" (
	"project_id" integer NOT NULL,
	"edit_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"request_id" uuid NOT NULL,
	"previous" text,
	CONSTRAINT "bulk_edit_rows_project_id_edit_id_created_at_request_id_pk" PRIMARY KEY("project_id","edit_id","created_at","request_id")
);
--> statement-breakpoint
CREATE TABLE "bulk_edits" (
	"project_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "bulk_edits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"value" text,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "bulk_edits_project_id_id_pk" PRIMARY KEY("project_id","id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"project_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "segments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"search" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segments_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "segments_name" UNIQUE("project_id","name")
);
--> statement-breakpoint
ALTER TABLE "details" ADD COLUMN "feedback" boolean;--> statement-breakpoint
ALTER TABLE "details" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "details" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "hidden_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "pinned_at" timestamp (3) with time zone;