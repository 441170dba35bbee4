"use client";

import { catchError, type ErrorInfo } from "next/error";
import { sectionErrorDetail } from "@/components/frame/section-error-detail";
import { ErrorNote } from "@/components/ui/error-note";

function SectionErrorNote({ what, className }: { what: string; className?: string }, { error, retry }: ErrorInfo) {
  return (
    <ErrorNote
      title={`${what} could not be loaded`}
      detail={sectionErrorDetail(error)}
      onRetry={retry}
      className={className}
    />
  );
}

/** Around one section: when it fails, the others stay. `what` begins the sentence: "The chart could not be loaded". */
export const SectionError = catchError(SectionErrorNote);
