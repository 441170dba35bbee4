import { ghostOf } from "@/components/charts/ghost";
import { PictureBars } from "@/components/charts/picture-bars";
import { lineThrough, PictureLines, Stretched, stepsThrough } from "@/components/charts/picture-lines";
import { axisFor, GHOST, middleOf, PLOT, type PlotProps, TICK, type YOf } from "@/components/charts/plot-parts";
import { timeTicks } from "@/components/charts/time-axis";
import { formatTick } from "@/components/format/time";

const HEIGHT = PLOT.height - PLOT.top - PLOT.bottom;

/**
 * What Plot draws, drawn without measuring anything: the server can, before any script has run. Heights are pixels; how
 * wide the chart is only the browser knows, so places along it are shares.
 */
export function PlotPicture(props: PlotProps) {
  const { data, shown } = props;
  const ghost = ghostOf(data, shown);
  const axis = axisFor(data, shown, ghost);
  const top = axis.ticks.at(-1) ?? 1;
  const yOf: YOf = (value) => Number((HEIGHT * (1 - value / top)).toFixed(2));
  return (
    <div className="absolute" style={{ left: PLOT.left, right: PLOT.right, top: PLOT.top, bottom: PLOT.bottom }}>
      <svg aria-hidden className="absolute size-full overflow-visible" {...TICK}>
        {axis.ticks.map((tick, index) => (
          <g key={tick}>
            <line x2="100%" y1={yOf(tick)} y2={yOf(tick)} stroke="var(--data-grid)" />
            <text x={-8} y={yOf(tick)} dy="0.355em" textAnchor="end">
              {axis.labels[index]}
            </text>
          </g>
        ))}
        <TimeAxis data={data} />
        {data.additive ? <PictureBars {...props} yOf={yOf} /> : <PictureLines {...props} yOf={yOf} />}
        {ghost === null ? null : (
          <Stretched count={ghost.length}>
            <path {...GHOST} d={(data.additive ? stepsThrough : lineThrough)(ghost, yOf)} />
          </Stretched>
        )}
      </svg>
    </div>
  );
}

function TimeAxis({ data: { buckets, bucketSize, timeZone } }: Pick<PlotProps, "data">) {
  const starts = buckets.map(({ start }) => start);
  const ticks = timeTicks(starts, bucketSize, timeZone);
  return (
    <>
      <line x2="100%" y1={HEIGHT} y2={HEIGHT} stroke="var(--line-strong)" />
      {ticks.map((tick, index) => (
        <text
          key={tick}
          x={middleOf(starts.indexOf(tick), starts.length)}
          y={HEIGHT + 14}
          dy="0.71em"
          textAnchor="middle"
          // On a phone there is room for every other one of many.
          className={ticks.length > 5 && index % 2 === 1 ? "max-sm:hidden" : undefined}
        >
          {formatTick(tick, bucketSize, timeZone)}
        </text>
      ))}
    </>
  );
}
