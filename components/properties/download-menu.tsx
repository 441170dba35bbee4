"use client";

import { Download } from "lucide-react";
import type { RefObject } from "react";
import { chartCsv } from "@/components/charts/chart-csv";
import { chartPicture } from "@/components/charts/chart-picture";
import type { TimeChartData } from "@/components/charts/chart-types";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type DownloadMenuProps = {
  data: TimeChartData;
  title: string;
  /** Where the chart is drawn; null while it is shown as a table. */
  drawing: RefObject<HTMLElement | null> | null;
};

/** The chart's figures as CSV or the chart itself as a picture. */
export function DownloadMenu({ data, title, drawing }: DownloadMenuProps) {
  async function savePicture() {
    const svg = drawing?.current?.querySelector("svg.recharts-surface");
    if (svg instanceof SVGSVGElement) save(await chartPicture(svg, title, data.series), `${title}.png`);
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Download the chart">
          <Download aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => save(new Blob([chartCsv(data)], { type: "text/csv" }), `${title}.csv`)}>
          Figures as CSV
        </DropdownMenuItem>
        <DropdownMenuItem disabled={drawing === null} onSelect={() => void savePicture()}>
          Picture as PNG
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
