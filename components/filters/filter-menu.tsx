"use client";

import { Braces, Check, Ellipsis, Group, Link, ListX, Terminal, TextCursorInput } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { curlCommand, queryBody } from "@/components/filters/copy-forms";
import { useTimeRange } from "@/components/filters/use-time-range";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Filter } from "@/lib/filters/filter";

type Props = {
  filter: Filter | null;
  /** Filter and range are what the URL says: there is something to copy. */
  readable: boolean;
  onBuild: () => void;
  onEditText: () => void;
  onForget: () => void;
};

/** The filter's other forms: groups, text, address, command, JSON. */
export function FilterMenu({ filter, readable, onBuild, onEditText, onForget }: Props) {
  const { range } = useTimeRange();
  // What moves the focus waits until the menu has closed and would give it back to its button.
  const afterwards = useRef<(() => void) | null>(null);
  const later = (action: () => void) => () => {
    afterwards.current = action;
  };
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  };
  const asked = readable && range !== null ? { filter, range } : null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" className="size-6!" aria-label="More about this filter" title="More">
          {copied === "yes" ? <Check aria-hidden /> : <Ellipsis aria-hidden />}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="end"
        onCloseAutoFocus={(event) => {
          if (afterwards.current !== null) event.preventDefault();
          afterwards.current?.();
          afterwards.current = null;
        }}
      >
        <DropdownMenuItem disabled={!readable} onSelect={later(onBuild)}>
          <Group aria-hidden /> Build groups
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!readable} onSelect={later(onEditText)}>
          <TextCursorInput aria-hidden /> Edit as text
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => copy(window.location.href)}>
          <Link aria-hidden /> Copy URL
        </DropdownMenuItem>
        <DropdownMenuItem
          disabled={asked === null}
          onSelect={() => asked && copy(curlCommand(window.location.origin, asked))}
        >
          <Terminal aria-hidden /> Copy as cURL
        </DropdownMenuItem>
        <DropdownMenuItem disabled={asked === null} onSelect={() => asked && copy(queryBody(asked))}>
          <Braces aria-hidden /> Copy as REST body
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onForget}>
          <ListX aria-hidden /> Forget recent filters
        </DropdownMenuItem>
      </DropdownMenuContent>
      <span aria-live="polite" className="sr-only">
        {copied === "yes" ? "Copied" : copied === "no" ? "The browser did not allow copying" : ""}
      </span>
    </DropdownMenu>
  );
}
