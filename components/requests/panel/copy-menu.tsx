"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { asCurl, asNode, asPython } from "@/components/requests/panel/copy-code";
import type { OpenedRequest } from "@/components/requests/panel/request-data";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

/** The link to the request, its id, and the call as code that sends it again. */
export function CopyMenu({ id, detail }: { id: string; detail: OpenedRequest | null }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const Icon = copied ? Check : Copy;
  const cut = detail?.request.cut === true || detail?.request.text === null;
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={copied ? "Copied" : "Copy"} title="Copy link, id or code">
          <Icon aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => copy(window.location.href)}>Link to this request</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => copy(id)}>Id</DropdownMenuItem>
        {detail === null ? null : (
          <>
            <DropdownMenuLabel>
              {cut ? "Send it again (the body was not kept whole)" : "Send it again"}
            </DropdownMenuLabel>
            <DropdownMenuItem onSelect={() => copy(asCurl(detail))}>As cURL</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => copy(asPython(detail))}>As Python</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => copy(asNode(detail))}>As Node.js</DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
