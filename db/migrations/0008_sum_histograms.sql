ALTER TABLE "rollup_built" ADD COLUMN "summed_histograms" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_sums" ADD COLUMN "latency_histogram" "bytea";