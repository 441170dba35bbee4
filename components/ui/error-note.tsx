"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

/** Says what failed in plain words and offers a retry; fills the place of the section that failed. */
export function ErrorNote({
  title,
  detail,
  onRetry,
  className,
}: {
  title: string;
  detail?: string;
  onRetry?: () => void;
  className?: string;
}) {
  return (
    <div role="alert" className={classNames("flex flex-col items-center gap-3 px-6 py-12 text-center", className)}>
      <TriangleAlert aria-hidden className="size-5 text-failed" />
      <div className="max-w-md">
        <p className="font-medium">{title}</p>
        {detail === undefined ? null : <p className="mt-1 text-sm text-muted wrap-anywhere">{detail}</p>}
      </div>
      {onRetry === undefined ? null : <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
