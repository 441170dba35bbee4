"use client";

import { Columns3 } from "lucide-react";
import { useId, useState } from "react";
import { useShortcut } from "@/components/frame/use-shortcut";
import { COLUMN_IDS, type ColumnId, columnOf, formatColumns, readColumns } from "@/components/properties/table-columns";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { Button, buttonClass } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

/** Which figures the table of values shows; kept in the address. */
export function TableColumnsMenu() {
  const [{ figures }, setUrl] = usePropertiesUrl();
  const [open, setOpen] = useState(false);
  const prefix = useId();
  const shown = new Set(readColumns(figures));
  useShortcut("c", () => setOpen(true));
  const toggle = (id: ColumnId, visible: boolean) => {
    const next = new Set(shown);
    if (visible) next.add(id);
    else next.delete(id);
    if (next.size > 0) void setUrl({ figures: formatColumns(next) }, { history: "replace" });
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger className={buttonClass("ghost", "sm")} aria-label="Columns of the table">
        <Columns3 aria-hidden />
        <span className="max-sm:sr-only">Columns</span>
      </PopoverTrigger>
      <PopoverContent aria-label="Columns of the table" align="end" className="w-60">
        <div className="scroll-thin max-h-96 min-h-0 overflow-y-auto p-1">
          {COLUMN_IDS.map((id) => {
            const { label, title } = columnOf(id);
            return (
              <div key={id} className="flex items-center rounded-sm pl-2 hover:bg-hover">
                <Checkbox
                  id={`${prefix}${id}`}
                  checked={shown.has(id)}
                  onCheckedChange={(checked) => toggle(id, checked === true)}
                />
                <label htmlFor={`${prefix}${id}`} className="flex h-8 min-w-0 flex-1 cursor-pointer items-center px-2">
                  <span className="truncate">{title ?? label}</span>
                </label>
              </div>
            );
          })}
        </div>
        <div className="flex shrink-0 items-center justify-end border-t p-1">
          <Button
            variant="ghost"
            disabled={figures === ""}
            onClick={() => void setUrl({ figures: null }, { history: "replace" })}
          >
            Reset
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}
