"use client";

import { Keyboard } from "lucide-react";
import { useState } from "react";
import { useSignal } from "@/components/frame/signal";
import { useShortcut } from "@/components/frame/use-shortcut";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";

const SHORTCUTS = [
  { keys: ["Ctrl K"], does: "Search and jump anywhere" },
  { keys: ["/"], does: "Add a filter" },
  { keys: ["t"], does: "Choose the time range" },
  { keys: ["c"], does: "Choose columns" },
  { keys: ["j", "k"], does: "Next and previous row" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["x"], does: "Select the row" },
  { keys: ["e"], does: "Edit the row's properties" },
  { keys: ["Shift", "←", "→"], does: "On a column's name: move the column" },
  { keys: ["Alt", "←", "→"], does: "On a column's name: resize it" },
  { keys: ["←", "→"], does: "On a chart: read it bar by bar" },
  { keys: ["Delete"], does: "On a legend's entry: leave it out" },
  { keys: ["u"], does: "Undo what was just done, while it is offered" },
  { keys: ["Esc"], does: "Close what is open, clear the selection, undo a zoom" },
  { keys: ["["], does: "Collapse or expand the navigation" },
  { keys: ["?"], does: "Show this list" },
] as const;

/** Button and dialog that list the keyboard shortcuts. */
export function ShortcutsHelp() {
  const [open, setOpen] = useState(false);
  useShortcut("?", () => setOpen(true));
  useSignal("facet:shortcuts", () => setOpen(true));
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Tooltip content="Keyboard shortcuts">
        <Button variant="ghost" size="icon" aria-label="Keyboard shortcuts" onClick={() => setOpen(true)}>
          <Keyboard aria-hidden />
        </Button>
      </Tooltip>
      <DialogContent>
        <DialogHeader title="Keyboard shortcuts" />
        <dl className="overflow-y-auto p-4 text-sm">
          {SHORTCUTS.map(({ keys, does }) => (
            <div key={does} className="flex h-8 items-center justify-between">
              <dt>{does}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
