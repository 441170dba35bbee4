import { FEATURES, type FeatureName, INTERESTS } from "./features";
import type { Incident } from "./incident";
import { type DemoModel, MODELS } from "./models";
import { CROWD, type Person } from "./people";
import type { Random } from "./random";

type Environment = "production" | "staging" | "development";

/** One call before its answer: who, what, where and which of the visit's calls it is. */
export type PlannedCall = {
  at: number;
  /** 0 for the first call of the visit. */
  turn: number;
  feature: FeatureName;
  model: DemoModel;
  environment: Environment;
  /** Null: nobody is waiting, a nightly job asks. */
  person: Person | null;
  device: string | null;
  sessionId: string | null;
  jobId: string | null;
  /** An old integration that sends no properties at all. */
  untagged: boolean;
  inIncident: boolean;
};

const CROWD_IS_WELL_TAGGED = 0.965;
/** Features whose calls belong together. */
const SESSIONS: readonly FeatureName[] = ["chat", "agent", "search"];

/** Everything one person does from the moment they arrive. */
export function planVisit(moment: number, incident: Incident, random: Random): PlannedCall[] {
  const person = random.weighted(CROWD);
  const environment = environmentAt(moment, random);
  const feature = random.weighted(INTERESTS[person.plan]);
  const { calls, pauseSeconds, models } = FEATURES[feature];
  const hit = environment === "production" && feature === "agent" && moment >= incident.from && moment < incident.to;
  const count = random.int(calls[0], calls[1]) * (hit ? incident.retries : 1);
  const visit = {
    feature,
    model: MODELS[random.weighted(models[person.plan])],
    environment,
    person,
    device: random.chance(0.9) ? person.device : random.pick(["desktop", "mobile"]),
    sessionId: SESSIONS.includes(feature) ? `${feature}-${random.hex(12)}` : null,
    jobId: null,
    untagged: !random.chance(CROWD_IS_WELL_TAGGED),
    inIncident: hit,
  };
  const planned: PlannedCall[] = [];
  for (let turn = 0, at = moment; turn < count; turn++) {
    planned.push({ ...visit, at: Math.floor(at), turn });
    at += random.around(pauseSeconds * 1000, 0.6);
  }
  return planned;
}

/** Developers work in the day and hardly at weekends; production never stops. */
function environmentAt(moment: number, random: Random): Environment {
  const time = new Date(moment);
  const working = time.getUTCHours() >= 7 && time.getUTCHours() < 18 && time.getUTCDay() % 6 !== 0;
  return random.weighted([
    ["production", 100],
    ["staging", working ? 13 : 5],
    ["development", working ? 14 : 1],
  ]);
}

/** The nightly import at 02:00 UTC: one job, many documents, spread over about forty minutes. */
export function planNightlyJob(dayStart: number, random: Random): PlannedCall[] {
  const jobId = `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
  const start = dayStart + 2 * 3_600_000;
  const documents = Math.round(random.around(170, 0.3));
  const planned: PlannedCall[] = [];
  for (let turn = 0, at = start; turn < documents; turn++) {
    at += random.around(12_000, 0.8);
    planned.push({
      at: Math.floor(at),
      turn: 0,
      feature: "extract",
      model: MODELS[random.weighted(FEATURES.extract.models.enterprise)],
      environment: "production",
      person: null,
      device: null,
      sessionId: null,
      jobId,
      untagged: false,
      inIncident: false,
    });
  }
  return planned;
}
