import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** Needs an accessible name: a `<label>` or an `aria-label`. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      className={classNames(
        "h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm aria-invalid:border-failed",
        "focus-visible:outline-offset-[-1px] disabled:opacity-50",
        className,
      )}
      {...rest}
    />
  );
}

/** Search field that fills the top of a popover or a card. */
export function SearchInput({ className, ...rest }: ComponentProps<"input">) {
  return (
    <div className={classNames("flex h-9 shrink-0 items-center gap-2 border-b px-3 text-sm", className)}>
      <Search aria-hidden className="size-4 shrink-0 text-faint" />
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        className="h-full w-full min-w-0 bg-transparent outline-none"
        {...rest}
      />
    </div>
  );
}
