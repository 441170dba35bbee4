ALTER TABLE "properties" ADD COLUMN "moving_from" smallint;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "promised_slot" smallint;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "moved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "moved_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "properties" ADD CONSTRAINT "properties_promised_slot" UNIQUE("project_id","promised_slot");