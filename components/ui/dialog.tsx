"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ComponentProps, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

export const Dialog = Radix.Root;

/** Modal in the middle of the window. Must contain a DialogHeader. */
export function DialogContent(props: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Modal {...props} />
    </Radix.Portal>
  );
}

/** Mounted when the dialog opens. */
function Modal({ className, children, ...rest }: ComponentProps<typeof Radix.Content>) {
  // Radix gives the focus back to a Dialog.Trigger only, and ours are opened by keys and menus too. Read while rendering:
  // by the time of an effect a field in the dialog may have taken the focus.
  const [opener] = useState(() => document.activeElement);
  return (
    <>
      <Radix.Overlay className="fixed inset-0 z-50 bg-overlay" />
      <Radix.Content
        aria-describedby={undefined}
        className={classNames(
          "fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(32rem,calc(100vw-16px))] -translate-x-1/2 flex-col",
          "overflow-hidden rounded-md bg-raised shadow-float outline-none",
          className,
        )}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (opener instanceof HTMLElement) opener.focus();
        }}
        {...rest}
      >
        {children}
      </Radix.Content>
    </>
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
