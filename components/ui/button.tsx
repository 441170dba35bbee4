import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

const VARIANTS = {
  /** The one main action of a view. */
  primary: "bg-accent text-accent-ink hover:bg-accent/90 font-medium",
  outline: "border border-line-strong bg-surface text-ink hover:bg-hover data-[state=open]:bg-hover",
  ghost: "text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink",
  link: "text-accent-text underline-offset-4 hover:underline",
} as const;

const SIZES = {
  sm: "h-7 px-2 text-sm gap-1.5",
  md: "h-8 px-3 text-sm gap-2",
  /** Square; give it an aria-label. */
  icon: "size-7 justify-center",
  inline: "text-sm gap-1",
} as const;

export type ButtonProps = ComponentProps<"button"> & {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
};

/** A real button; `type="button"` unless told otherwise. */
export function Button({ variant = "outline", size = "sm", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(variant, size, className)} {...rest} />;
}

/** The same look for links. */
export function buttonClass(variant: keyof typeof VARIANTS, size: keyof typeof SIZES, className?: string): string {
  return classNames(
    "inline-flex shrink-0 items-center rounded-md whitespace-nowrap transition-colors duration-100 select-none",
    "disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}
