"use client";

import { type ReactNode, use, useEffect, useState, useTransition } from "react";
import { classNames } from "@/components/ui/class-names";

/**
 * A section that takes longer than the others of its page: when the URL changes they need not wait for it. Until its own
 * answer is there the last one stays, dimmed.
 */
export function LateSection({ content, className }: { content: Promise<ReactNode>; className?: string }) {
  const [shown, setShown] = useState(content);
  const [pending, start] = useTransition();
  useEffect(() => start(() => setShown(content)), [content]);
  const busy = pending || shown !== content;
  return (
    <div
      aria-busy={busy}
      className={classNames("transition-opacity duration-150", busy && "opacity-50 delay-150", className)}
    >
      {use(shown)}
    </div>
  );
}
