ALTER TABLE "bulk_edits" ADD COLUMN "also" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_edit_rows" ADD COLUMN "key" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- It holds what can be undone of the last day, and nothing but edits and their undo waits for it.
ALTER TABLE "bulk_edit_rows" DROP CONSTRAINT "bulk_edit_rows_project_id_edit_id_created_at_request_id_pk";--> statement-breakpoint
ALTER TABLE "bulk_edit_rows" ADD CONSTRAINT "bulk_edit_rows_project_id_edit_id_created_at_request_id_key_pk" PRIMARY KEY("project_id","edit_id","created_at","request_id","key");
