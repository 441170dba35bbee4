import { formatCount } from "@/components/format/count";
import { formatLatency } from "@/components/format/latency";
import { Pill, type PillTone } from "@/components/ui/pill";

/** What `/healthz` of the gateway answers; null: it does not answer. */
export type GatewayHealth = {
  status: string;
  database: string;
  spool: { depth: number; oldest_ms: number | null; full: boolean; lost: number; set_aside: number };
} | null;

/** A spool older than this is behind, not just busy. */
const LATE_MS = 60_000;

/** Gateway, spool and database in a line each. */
export function GatewayHealthList({ health }: { health: GatewayHealth }) {
  return (
    <dl className="divide-y rounded-md border bg-surface">
      {health === null ? <GatewayAway /> : <Lines {...health} />}
    </dl>
  );
}

function GatewayAway() {
  return (
    <HealthLine
      name="Gateway"
      tone="failed"
      state="Not reachable"
      detail="Calls cannot pass. Start it with npm start."
    />
  );
}

function Lines({ database, spool }: NonNullable<GatewayHealth>) {
  const reachable = database === "ok";
  return (
    <>
      <HealthLine name="Gateway" tone="ok" state="Running" detail={null} />
      <HealthLine
        name="Database"
        tone={reachable ? "ok" : "slow"}
        state={reachable ? "Reachable" : "Away"}
        detail={reachable ? null : "Calls still pass and wait in the spool."}
      />
      <HealthLine name="Spool" {...spoolState(spool)} />
      {spool.set_aside === 0 ? null : (
        <HealthLine
          name="Set aside"
          tone="failed"
          state={`${formatCount(spool.set_aside)} ${spool.set_aside === 1 ? "record" : "records"}`}
          detail="Why: node bin/facet.mjs spool list"
        />
      )}
    </>
  );
}

function spoolState({
  depth,
  oldest_ms: oldest,
  full,
  lost,
}: NonNullable<GatewayHealth>["spool"]): Omit<HealthLineProps, "name"> {
  const waiting = depth === 0 ? "Empty" : `${formatCount(depth)} waiting`;
  if (full || lost > 0) {
    const detail = full
      ? "It is full: calls pass, but are not recorded."
      : `${formatCount(lost)} calls were not recorded.`;
    return { tone: "failed", state: waiting, detail };
  }
  const late = oldest !== null && oldest > LATE_MS;
  const detail = oldest === null || depth === 0 ? null : `The oldest for ${formatLatency(oldest)}.`;
  return { tone: late ? "slow" : "ok", state: waiting, detail };
}

type HealthLineProps = { name: string; tone: PillTone; state: string; detail: string | null };

function HealthLine({ name, tone, state, detail }: HealthLineProps) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-4 px-4 py-1.5">
      <dt className="w-40 shrink-0 text-muted text-sm">{name}</dt>
      <dd className="flex items-center gap-3 text-sm">
        <Pill tone={tone}>{state}</Pill>
        {detail}
      </dd>
    </div>
  );
}
