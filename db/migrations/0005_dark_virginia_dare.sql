ALTER TABLE "dictionary" ADD COLUMN "unused_mark" uuid;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "vocabulary_generation" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "keep_days" integer;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "values_expired_at" timestamp (3) with time zone;