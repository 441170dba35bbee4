"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverAnchor = Radix.Anchor;

/** Floating panel; name it with `aria-label`. Stays inside the window on a phone. */
export function PopoverContent({ className, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={classNames(
          "z-50 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] flex-col overflow-hidden",
          "animate-appear rounded-md bg-raised text-sm shadow-float outline-none",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}
