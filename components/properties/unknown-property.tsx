"use client";

import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

type UnknownPropertyProps = { name: string; instead: { key: string; displayName: string } | null };

/** The address names a property that nothing carries: a chart of untagged requests alone would only puzzle. */
export function UnknownProperty({ name, instead }: UnknownPropertyProps) {
  const [, setUrl] = usePropertiesUrl();
  return (
    <Card className="flex min-h-40 flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="font-medium wrap-anywhere">No request carries a property named “{name}”</p>
      {instead === null ? null : (
        <Button onClick={() => void setUrl({ property: instead.key })}>Show {instead.displayName}</Button>
      )}
    </Card>
  );
}
