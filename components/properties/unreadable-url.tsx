"use client";

import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { Button } from "@/components/ui/button";

/** The filter or range in the URL cannot be read: nothing is shown rather than too much. */
export function UnreadableUrl({ what, problem }: { what: "filter" | "time range"; problem: string }) {
  const [, setUrl] = usePropertiesUrl();
  const cleared = what === "filter" ? { filter: null } : { range: null, from: null, to: null };
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-16 text-center">
      <p className="font-medium">The {what} in the address cannot be read</p>
      <p className="max-w-xl text-balance text-muted text-sm wrap-anywhere first-letter:uppercase">{problem}</p>
      <Button onClick={() => void setUrl(cleared)}>Remove the {what}</Button>
    </div>
  );
}
