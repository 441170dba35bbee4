import { ABSENT } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { formatRate } from "@/components/format/share";
import { PageLink } from "@/components/frame/page-link";
import { HEAT_STEPS } from "@/components/properties/cross-tab/shares";
import { figureText } from "@/components/properties/cross-tab/words";
import type { Metric } from "@/lib/filters/metrics";
import type { CrossTabCell } from "@/lib/query/cross-tab";

type FigureLinkProps = {
  /** Null: no request is both. */
  cell: CrossTabCell | null;
  metric: Metric;
  /** Of what the address says; null for what does not add up: the number of requests stands there then. */
  share: number | null;
  /** How dark, 0 to HEAT_STEPS. */
  step: number;
  /** Everything about the cell in words. */
  label: string;
  /** Its requests; null when no filter can say which. */
  href: string | null;
  onRead: () => void;
};

/** The accent at most this strong, in percent: text on it stays readable, in light and in dark. */
const STRONGEST = { light: 46, dark: 66 };

/** One figure with its share, on the ground its size gives it. */
export function FigureLink({ cell, metric, share, step, label, href, onRead }: FigureLinkProps) {
  if (cell === null || cell.requests === 0) {
    return (
      <td className="h-11 min-w-20 px-2.5 text-right text-faint" onMouseEnter={onRead}>
        {ABSENT}
      </td>
    );
  }
  const figure = (
    <>
      <span className="block">{figureText(cell.figure, metric, cell.requests)}</span>
      <span className="block text-ink/80 text-xs">{secondLine(cell, share)}</span>
    </>
  );
  const ground = step === 0 ? undefined : { background: heat(step) };
  const look = "block px-2.5 py-1 focus-visible:outline-offset-[-2px]";
  return (
    <td className="h-11 min-w-20 p-0 text-right whitespace-nowrap" style={ground} onMouseEnter={onRead}>
      {href === null ? (
        <span className={look}>{figure}</span>
      ) : (
        <PageLink href={href} aria-label={label} onFocus={onRead} className={`${look} hover:underline`}>
          {figure}
        </PageLink>
      )}
    </td>
  );
}

function secondLine(cell: CrossTabCell, share: number | null): string {
  if (share !== null) return formatRate(share);
  return `${formatCount(cell.requests)} req`;
}

function heat(step: number): string {
  const mixed = (strongest: number) =>
    `color-mix(in oklab, var(--accent) ${Math.round((step / HEAT_STEPS) * strongest)}%, var(--surface))`;
  return `light-dark(${mixed(STRONGEST.light)}, ${mixed(STRONGEST.dark)})`;
}
