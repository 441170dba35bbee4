"use client";

import { Command } from "cmdk";
import type { ReactNode } from "react";
import { COMMAND_ITEM } from "@/components/filters/command-styles";
import { classNames } from "@/components/ui/class-names";

type ItemProps = { value: string; onSelect: () => void; icon: ReactNode; children: ReactNode };

/** One place to jump to; what was typed is looked for in `value`. */
export function Item({ value, onSelect, icon, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className={classNames(COMMAND_ITEM, "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint")}
    >
      {icon}
      <span className="truncate">{children}</span>
    </Command.Item>
  );
}
