ALTER TABLE "rollups" ADD COLUMN "latency_histogram" "bytea" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rollups" ADD COLUMN "ttft_histogram" "bytea" DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "rollups" SET
	"latency_histogram" = coalesce((SELECT string_agg(int2send(bucket) || int4send(requests), ''::bytea ORDER BY bucket)
		FROM unnest("latency_buckets", "latency_counts") AS histogram (bucket, requests)), ''),
	"ttft_histogram" = coalesce((SELECT string_agg(int2send(bucket) || int4send(requests), ''::bytea ORDER BY bucket)
		FROM unnest("ttft_buckets", "ttft_counts") AS histogram (bucket, requests)), '');--> statement-breakpoint
ALTER TABLE "rollups" ALTER COLUMN "latency_histogram" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "rollups" ALTER COLUMN "ttft_histogram" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "latency_buckets";--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "latency_counts";--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "ttft_buckets";--> statement-breakpoint
ALTER TABLE "rollups" DROP COLUMN "ttft_counts";
