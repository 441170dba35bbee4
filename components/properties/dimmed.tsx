"use client";

import type { ReactNode } from "react";
import { useUrlTransition } from "@/components/frame/url-transition";
import { classNames } from "@/components/ui/class-names";

type DimmedProps = {
  children: ReactNode;
  className?: string /** What this section fetches by itself. */;
  busy?: boolean;
};

/** Old figures stay readable, dimmed, while those for the new URL are under way. */
export function Dimmed({ children, className, busy = false }: DimmedProps) {
  const transition = useUrlTransition();
  const pending = transition.pending || busy;
  return (
    <div
      aria-busy={pending}
      className={classNames("transition-opacity duration-150", pending && "opacity-50", className)}
    >
      {children}
    </div>
  );
}
