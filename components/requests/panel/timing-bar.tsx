import { formatLatency } from "@/components/format/latency";
import { Section } from "@/components/requests/panel/section";
import { classNames } from "@/components/ui/class-names";
import type { RequestDetail } from "@/lib/query/get-request";

/** Where the time went: to the first token, then to the last; one stretch when the answer came as a whole. */
export function TimingBar({ detail }: { detail: RequestDetail }) {
  const { latencyMs, ttftMs, outputTokens, stream } = detail;
  const waiting = ttftMs === null ? latencyMs : Math.min(ttftMs, latencyMs);
  const answering = latencyMs - waiting;
  const stretches = [
    {
      name: ttftMs === null ? (stream ? "No first token" : "Answered as a whole") : "To first token",
      milliseconds: waiting,
      colour: "bg-accent/45",
    },
    ...(ttftMs === null ? [] : [{ name: "First to last", milliseconds: answering, colour: "bg-accent" }]),
  ];
  const speed = ttftMs === null || answering <= 0 || outputTokens === null ? null : outputTokens / (answering / 1_000);
  return (
    <Section title="Timing">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-sm bg-sunken">
        {stretches.map(({ name, milliseconds, colour }) => (
          <div
            key={name}
            className={classNames("h-full min-w-0.5", colour)}
            style={{ flexGrow: Math.max(milliseconds, 1), flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {stretches.map(({ name, milliseconds, colour }) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={classNames("size-2 rounded-sm", colour)} />
            <span className="text-muted">{name}</span> {formatLatency(milliseconds)}
          </li>
        ))}
        {speed === null ? null : (
          <li>
            <span className="text-muted">Speed</span> {speed.toFixed(1)} tokens per second
          </li>
        )}
      </ul>
    </Section>
  );
}
