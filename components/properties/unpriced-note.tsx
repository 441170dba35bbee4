"use client";

import { formatCount } from "@/components/format/count";
import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";

/** Stands where a cost would: nothing here has a price. Says why and what to do. */
export function UnpricedNote({ unpriced }: { unpriced: number }) {
  const content =
    unpriced === 0
      ? "No request in this range."
      : `${formatCount(unpriced)} requests whose model has no known price or that reported no usage. ` +
        "Name a priced model with the Helicone-Model-Override header.";
  return (
    <Tooltip content={content}>
      <button type="button" className="cursor-help">
        <Pill>unpriced</Pill>
      </button>
    </Tooltip>
  );
}
