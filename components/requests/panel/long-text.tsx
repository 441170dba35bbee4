"use client";

import { useState } from "react";
import { formatCount } from "@/components/format/count";
import { Button } from "@/components/ui/button";

/** Text as it is, never markup; what is beyond `limit` characters is shown on demand. */
export function LongText({ text, limit, className }: { text: string; limit: number; className?: string }) {
  const [whole, setWhole] = useState(false);
  const short = whole || text.length <= limit;
  return (
    <>
      <div className={className}>{short ? text : `${text.slice(0, limit)}…`}</div>
      {short ? null : (
        <Button variant="link" size="inline" className="mt-1" onClick={() => setWhole(true)}>
          Show all {formatCount(text.length)} characters
        </Button>
      )}
    </>
  );
}
