import { classNames } from "@/components/ui/class-names";

type SparklineProps = {
  /** In order; null is a gap. */
  points: readonly (number | null)[];
  /** The last one is still filling: its end is dashed. */
  running?: boolean;
  /** Size and colour: it draws in the text's colour. */
  className?: string;
};

const HEIGHT = 100;
/** Room for the stroke at the top and bottom, in hundredths. */
const EDGE = 6;

/** The course of a figure, from zero; beside the figure itself, so nothing is read aloud. */
export function Sparkline({ points, running = false, className }: SparklineProps) {
  const most = Math.max(0, ...points.map((point) => point ?? 0));
  const width = Math.max(1, points.length - 1);
  const height = (point: number) => HEIGHT - EDGE - (most === 0 ? 0 : (point / most) * (HEIGHT - 2 * EDGE));
  const last = points.length - 1;
  const path = (from: number, to: number) =>
    points
      .slice(from, to + 1)
      .map((point, index) => {
        if (point === null) return "";
        const starts = index === 0 || points[from + index - 1] === null;
        // A point without neighbours is a line of no length: its round cap is a dot.
        return `${starts ? "M" : "L"}${from + index} ${height(point).toFixed(1)}${starts ? "h0" : ""}`;
      })
      .join("");
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={classNames("overflow-visible fill-none stroke-current", className)}
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path(0, running ? last - 1 : last)} vectorEffect="non-scaling-stroke" />
      {running ? (
        <path
          d={path(Math.max(0, last - 1), last)}
          vectorEffect="non-scaling-stroke"
          strokeDasharray="1 3"
          strokeOpacity={0.8}
        />
      ) : null}
    </svg>
  );
}
