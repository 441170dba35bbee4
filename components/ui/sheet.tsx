"use client";

import { Dialog as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetTitle = Radix.Title;

/** Modal panel along the left edge, for the navigation on narrow screens. Must contain a SheetTitle. */
export function SheetContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
      <Radix.Content
        aria-describedby={undefined}
        className={classNames(
          "fixed inset-y-0 left-0 z-50 flex w-64 max-w-[85vw] flex-col bg-canvas shadow-float outline-none",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}
