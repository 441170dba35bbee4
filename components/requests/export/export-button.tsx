"use client";

import { Download } from "lucide-react";
import { useId, useState } from "react";
import { z } from "zod";
import type { FilterProperty } from "@/components/filters/property-names";
import { ExportForm } from "@/components/requests/export/export-form";
import type { RowsQuery } from "@/components/requests/row-data";
import type { Selection } from "@/components/requests/use-selection";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useUndo } from "@/components/ui/undo-notice";

type Props = { query: RowsQuery; properties: readonly FilterProperty[]; selection: Selection; className?: string };

const refusal = z.object({ error: z.object({ message: z.string() }) });

/** Opens the choice of columns and format; the file then arrives by the browser's own download. */
export function ExportButton({ query, properties, selection, className }: Props) {
  const [open, setOpen] = useState(false);
  const notice = useUndo();
  const frame = useId();
  return (
    <>
      <Button variant="ghost" className={className} onClick={() => setOpen(true)}>
        <Download aria-hidden /> Export
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent>
          <DialogHeader title="Export requests" />
          <ExportForm
            query={query}
            properties={properties}
            selection={selection}
            frame={frame}
            onSent={() => setOpen(false)}
          />
        </DialogContent>
      </Dialog>
      {/* A file never loads here; an answer that does is the reason why there is none. */}
      <iframe
        name={frame}
        title="Export"
        hidden
        onLoad={(event) => {
          const text = event.currentTarget.contentDocument?.body.textContent ?? "";
          if (text === "") return;
          notice.show({ message: `Nothing was exported. ${reason(text)}`, undo: null });
        }}
      />
    </>
  );
}

function reason(text: string): string {
  try {
    return refusal.safeParse(JSON.parse(text)).data?.error.message ?? "Try again.";
  } catch {
    return "Try again.";
  }
}
