"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

export const Dialog = Radix.Root;

/** Modal in the middle of the window. Must contain a DialogHeader. */
export function DialogContent({ className, children, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-50 bg-overlay" />
      <Radix.Content
        aria-describedby={undefined}
        className={classNames(
          "fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(32rem,calc(100vw-16px))] -translate-x-1/2 flex-col",
          "overflow-hidden rounded-md bg-raised shadow-float outline-none",
          className,
        )}
        {...rest}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

/** Title row with the close button. */
export function DialogHeader({ title }: { title: string }) {
  return (
    <div className="flex h-12 shrink-0 items-center justify-between border-b px-4">
      <Radix.Title className="text-base font-medium">{title}</Radix.Title>
      <Radix.Close aria-label="Close" className={buttonClass("ghost", "icon")}>
        <X aria-hidden />
      </Radix.Close>
    </div>
  );
}
