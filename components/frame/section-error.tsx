"use client";

import { catchError, type ErrorInfo } from "next/error";
import { ErrorNote } from "@/components/ui/error-note";

function SectionErrorNote({ what, className }: { what: string; className?: string }, { retry }: ErrorInfo) {
  return (
    <ErrorNote
      title={`${what} could not be loaded`}
      detail="The database did not answer as expected. The rest of the page still works."
      onRetry={retry}
      className={className}
    />
  );
}

/** Around one section: when it fails, the others stay. `what` begins the sentence: "The chart could not be loaded". */
export const SectionError = catchError(SectionErrorNote);
