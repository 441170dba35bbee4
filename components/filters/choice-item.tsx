"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { COMMAND_ITEM } from "@/components/filters/command-styles";
import { classNames } from "@/components/ui/class-names";

/** One value in a list that several may be ticked in. */
export function ChoiceItem({
  value,
  checked,
  onToggle,
  count,
  children,
}: {
  value: string;
  checked: boolean;
  onToggle: () => void;
  count?: string;
  children: ReactNode;
}) {
  return (
    <Command.Item value={value} onSelect={onToggle} aria-checked={checked} className={COMMAND_ITEM}>
      <span
        aria-hidden
        className={classNames(
          "flex size-4 shrink-0 items-center justify-center rounded-sm border",
          checked ? "border-accent bg-accent text-accent-ink" : "border-control-line bg-surface",
        )}
      >
        {checked ? <Check className="size-3" strokeWidth={3} /> : null}
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {count === undefined ? null : <span className="text-xs text-faint">{count}</span>}
    </Command.Item>
  );
}
