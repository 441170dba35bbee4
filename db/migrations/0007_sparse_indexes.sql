-- On the parent only, which locks nothing for long: new days get them as they are made, those that are there by
-- db/sparse-indexes.ts.
CREATE INDEX "details_error" ON ONLY "details" USING btree ("project_id","created_at","id") WHERE "details"."error" is not null;--> statement-breakpoint
CREATE INDEX "details_feedback" ON ONLY "details" USING btree ("project_id","created_at","id") WHERE "details"."feedback" is not null;
