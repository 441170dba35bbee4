"use client";

import { catchError, type ErrorInfo } from "next/error";
import { useSearchParams } from "next/navigation";
import { sectionErrorDetail } from "@/components/frame/section-error-detail";
import { ErrorNote } from "@/components/ui/error-note";
import { readFilter } from "@/lib/filters/search-params";
import { searchedWords } from "@/lib/filters/searched-words";

type SectionFailureProps = { what: string; className?: string; error: unknown; onRetry: () => void };

function SectionFailure({ what, className, error, onRetry }: SectionFailureProps) {
  const { value: filter } = readFilter(useSearchParams().get("filter") ?? "");
  const detail = sectionErrorDetail(error, searchedWords(filter).length > 0);
  return <ErrorNote title={`${what} could not be loaded`} {...{ detail, onRetry, className }} />;
}

function sectionError(props: { what: string; className?: string }, { error, retry }: ErrorInfo) {
  return <SectionFailure {...props} error={error} onRetry={retry} />;
}

/** Around one section: when it fails, the others stay. `what` begins the sentence: "The chart could not be loaded". */
export const SectionError = catchError(sectionError);
