"use client";

import { ErrorNote } from "@/components/ui/error-note";

export default function DashboardError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <ErrorNote
      className="flex-1 justify-center"
      title="This page could not be loaded"
      detail={reasonFor(error)}
      onRetry={retry}
    />
  );
}

/** Messages from the server are hidden in production; the digest finds them in its log. */
function reasonFor(error: unknown): string {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return digest === null
    ? "The dashboard did not answer. Check that it is running."
    : `Most likely its database is away or still starting: calls pass meanwhile and are stored later. The log has the reason under ${digest}.`;
}
