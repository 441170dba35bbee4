"use client";

import { useState } from "react";
import { formatCount } from "@/components/format/count";
import { Marked, useFound } from "@/components/requests/panel/find";
import { Button } from "@/components/ui/button";

/** Text as it is, never markup; what is beyond `limit` characters is shown on demand, or when it is looked for. */
export function LongText({ text, limit, className }: { text: string; limit: number; className?: string }) {
  const [whole, setWhole] = useState(false);
  const found = useFound(text);
  const short = whole || found || text.length <= limit;
  return (
    <>
      <div className={className}>
        <Marked text={short ? text : `${text.slice(0, limit)}…`} />
      </div>
      {short ? null : (
        <Button variant="link" size="inline" className="mt-1" onClick={() => setWhole(true)}>
          Show all {formatCount(text.length)} characters
        </Button>
      )}
    </>
  );
}
