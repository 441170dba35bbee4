"use client";

import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { useZoom } from "@/components/properties/use-zoom";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

type NothingMatchesProps = {
  /** `last 7 days`. */
  range: string;
  filtered: boolean;
  /** The range is not all time already. */
  canWiden: boolean;
};

/** There are requests, but none in range and filter: says which of both to take away. */
export function NothingMatches({ range, filtered, canWiden }: NothingMatchesProps) {
  const [, setUrl] = usePropertiesUrl();
  const { undo } = useZoom();
  return (
    <Card className="flex min-h-40 flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="font-medium">
        {filtered ? `No request matches the filter, ${range}` : `No requests in this range: ${range}`}
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        {undo === null ? null : <Button onClick={undo}>Undo zoom</Button>}
        {filtered ? <Button onClick={() => void setUrl({ filter: null })}>Remove the filter</Button> : null}
        {canWiden ? (
          <Button onClick={() => void setUrl({ range: "all", from: null, to: null })}>Show all time</Button>
        ) : null}
      </div>
    </Card>
  );
}
