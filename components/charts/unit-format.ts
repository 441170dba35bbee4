import type { ChartUnit } from "@/components/charts/chart-types";
import { formatCount, formatCountCompact } from "@/components/format/count";
import { formatLatency, formatMilliseconds } from "@/components/format/latency";
import { formatMoney, formatMoneyCompact, formatMoneyExact } from "@/components/format/money";
import { formatRate } from "@/components/format/share";

/** Stands for what is absent. */
export const ABSENT = "—";

const READ = { usd: formatMoney, count: formatCount, ms: formatLatency, share: formatRate } as const;
const CARD = { usd: formatMoneyCompact, count: formatCountCompact, ms: formatLatency, share: formatRate } as const;
const EXACT = {
  usd: formatMoneyExact,
  count: formatCount,
  ms: formatMilliseconds,
  share: (rate: number) => `${Number((rate * 100).toFixed(4))} %`,
} as const;

/** A figure in a table or tooltip; a dash when there is none. */
export function formatFigure(value: number | null, unit: ChartUnit): string {
  return value === null ? ABSENT : READ[unit](value);
}

/** The same in a card, where large counts are short. */
export function formatCardFigure(value: number | null, unit: ChartUnit): string {
  return value === null ? ABSENT : CARD[unit](value);
}

/** Every digit, for hover. */
export function formatExactFigure(value: number | null, unit: ChartUnit): string {
  return value === null ? ABSENT : EXACT[unit](value);
}
