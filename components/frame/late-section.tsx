"use client";

import { type ReactNode, use } from "react";
import { useLate } from "@/components/frame/use-late";
import { classNames } from "@/components/ui/class-names";

/**
 * A section that takes longer than the others of its page: when the URL changes they need not wait for it. Until its own
 * answer is there the last one stays, dimmed.
 */
export function LateSection({ content, className }: { content: Promise<ReactNode>; className?: string }) {
  const { shown, late } = useLate(content);
  return (
    <div
      aria-busy={late}
      className={classNames("transition-opacity duration-150", late && "opacity-50 delay-150", className)}
    >
      {use(shown)}
    </div>
  );
}
