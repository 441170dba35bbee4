"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "@/components/format/count";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { Button } from "@/components/ui/button";

type TablePagerProps = {
  /** Values before the first one shown, values on a page, and all there are. */
  offset: number;
  size: number;
  values: number;
};

/** `101 to 200 of 98,304 values`, and the pages beside it. */
export function TablePager({ offset, size, values }: TablePagerProps) {
  const [, setUrl] = usePropertiesUrl();
  const page = Math.floor(offset / size) + 1;
  const last = Math.max(1, Math.ceil(values / size));
  const open = (next: number) => void setUrl({ page: next === 1 ? null : next });
  return (
    <nav aria-label="Pages of values" className="flex h-10 items-center justify-end gap-1 border-t px-2 text-sm">
      <span className="mr-2 text-muted">
        {formatCount(offset + 1)} to {formatCount(Math.min(offset + size, values))} of {formatCount(values)} values
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => open(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Next page" disabled={page >= last} onClick={() => open(page + 1)}>
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
