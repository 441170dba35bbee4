ALTER TABLE "bulk_edits" ADD COLUMN "selection" jsonb;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "reached_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "reached_id" uuid;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "undo_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "dismissed_at" timestamp (3) with time zone;--> statement-breakpoint
-- What was begun before this does not say which requests it concerns: it cannot go on.
UPDATE "bulk_edits" SET "error" = 'The dashboard was stopped before it was done.'
  WHERE "finished_at" IS NULL AND "undone_at" IS NULL AND "error" IS NULL;
