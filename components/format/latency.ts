import { groupThousands } from "./digits";

/** Milliseconds for people: `842 ms`, `3.41 s`, `2 min 5 s`, `1 h 12 min`. */
export function formatLatency(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 0.5) return "<1 ms";
  const whole = Math.round(milliseconds);
  if (whole < 1_000) return `${whole} ms`;
  if (whole < 59_995) return `${(whole / 1_000).toFixed(2)} s`;
  const seconds = Math.round(whole / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${groupThousands(String(Math.floor(minutes / 60)))} h ${minutes % 60} min`;
}

/** The exact figure, for hover: `3,412 ms`. */
export function formatMilliseconds(milliseconds: number): string {
  return `${groupThousands(String(Math.round(milliseconds)))} ms`;
}
