import type { ChartSeries } from "@/components/charts/chart-types";

/** What a bar of the series is filled with; running buckets are hatched, untagged always is. */
export function fillOf(prefix: string, series: ChartSeries, index: number, running: boolean): string {
  if (running) return `url(#${prefix}-running-${index})`;
  return series.kind === "untagged" ? `url(#${prefix}-untagged)` : series.color;
}

/** The hatches that `fillOf` names. Goes inside an `<svg>`. */
export function ChartPatterns({ prefix, series }: { prefix: string; series: ChartSeries[] }) {
  return (
    <defs>
      <Hatch id={`${prefix}-untagged`} color="var(--data-other)" ground="var(--data-untagged)" ink={1} angle={45} />
      {series.map((one, index) => (
        <Hatch
          key={one.id}
          id={`${prefix}-running-${index}`}
          color={one.color}
          ground={one.color}
          ink={0.85}
          angle={-45}
        />
      ))}
    </defs>
  );
}

type HatchProps = { id: string; color: string; ground: string; ink: number; angle: number };

function Hatch({ id, color, ground, ink, angle }: HatchProps) {
  return (
    <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform={`rotate(${angle})`}>
      <rect width={5} height={5} fill={ground} fillOpacity={color === ground ? 0.3 : 1} />
      <rect width={2} height={5} fill={color} fillOpacity={ink} />
    </pattern>
  );
}
