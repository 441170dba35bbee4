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
    ? "The dashboard could not answer. Check that it and its database are running."
    : `The dashboard could not answer. Its log has the reason under ${digest}.`;
}
