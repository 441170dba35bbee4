import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

const TONES = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent-text",
  ok: "bg-ok-soft text-ok",
  slow: "bg-slow-soft text-slow",
  failed: "bg-failed-soft text-failed",
} as const;

export type PillTone = keyof typeof TONES;

/** Small label. Colours mean ok, slow or partial, failed; everything else is neutral. */
export function Pill({ tone = "neutral", className, ...rest }: ComponentProps<"span"> & { tone?: PillTone }) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs whitespace-nowrap",
        TONES[tone],
        className,
      )}
      {...rest}
    />
  );
}
