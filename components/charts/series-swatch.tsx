import type { SeriesKind } from "@/components/charts/chart-types";

const HATCH = "repeating-linear-gradient(45deg, var(--data-other) 0 2px, var(--data-untagged) 2px 4px)";

/** The square that ties a label to its series; untagged is hatched there too. */
export function SeriesSwatch({ color, kind }: { color: string; kind: SeriesKind }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 shrink-0 rounded-[2px]"
      style={{ background: kind === "untagged" ? HATCH : color }}
    />
  );
}

/** The dashed line of the period before. */
export function GhostSwatch() {
  return <span aria-hidden className="inline-block w-2.5 shrink-0 border-muted border-t-[1.5px] border-dashed" />;
}
