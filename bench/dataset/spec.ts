import { chance, lookupTable, names } from "./lookup";

/** `independent`: every property is drawn for itself. `correlated`: a user has one plan and place, a job one feature. */
export const MODES = ["independent", "correlated"] as const;
export type Mode = (typeof MODES)[number];

export type DatasetSpec = { rows: number; days: number; mode: Mode };

/** One project holds 36 of every 45 rows, nine others one each. */
export const PROJECTS = 10;
export const PERIOD = 45;
export const LARGE_SHARE = 36;
export const LARGE_USERS = 50_000;
export const SMALL_USERS = 5_000;
export const ROWS_PER_JOB = 20;

/** What a property is drawn by in correlated mode. */
type DrawnBy = "row" | "user" | "job";

export type PropertySpec = { spelling: string; values: string[]; table: number[]; drawnBy: DrawnBy };

/** The cookbook's properties. `table` maps a number below 1,024 to a value (from 1), or to 0: the row does not carry it. */
export const PROPERTIES: PropertySpec[] = [
  property("Environment", ["production", "staging", "development"], [70, 20, 10], 0.97, "row"),
  property("User-Type", ["free", "paid"], [75, 25], 0.9, "user"),
  property("Feature", names("feature", 10), [30, 20, 14, 10, 8, 6, 5, 4, 2, 1], 0.95, "job"),
  property("Plan", ["hobby", "starter", "team", "enterprise"], [55, 25, 15, 5], 0.85, "user"),
  property("Location", names("location", 50), harmonic(50), 0.8, "user"),
  property("Device-Type", ["desktop", "mobile", "tablet", "server", "watch"], [45, 35, 10, 8, 2], 0.75, "user"),
  property("Activity-Level", ["low", "medium", "high"], [50, 35, 15], 0.7, "user"),
];

/** New every ROWS_PER_JOB rows of a project; 60 of 100 jobs are named. */
export const JOB = { spelling: "Job-UUID", shareOf128: 77 };

export type ModelSpec = { name: string; provider: string; inputPrice: number | null; outputPrice: number | null };

/** Prices in nano-dollars per token; the last model is in no price table. */
export const MODELS: ModelSpec[] = Array.from({ length: 20 }, (_, index) => ({
  name: `model-${String(index + 1).padStart(2, "0")}`,
  provider: ["openai", "anthropic", "google"][index % 3] ?? "openai",
  inputPrice: index === 19 ? null : 100 + 170 * index,
  outputPrice: index === 19 ? null : 400 + 690 * index,
}));

export const PROVIDERS = ["openai", "anthropic", "google"];
export const MODEL_TABLE = lookupTable(harmonic(MODELS.length), 1);

function property(
  spelling: string,
  values: string[],
  weights: number[],
  coverage: number,
  drawnBy: DrawnBy,
): PropertySpec {
  return { spelling, values, table: lookupTable(weights, coverage), drawnBy };
}

/** Few values are frequent, many rare, as in life. */
function harmonic(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 1 / (index + 2));
}

/** Milliseconds: log-normal around 900, one entry for every 1,024th of the calls. */
export const LATENCY_TABLE = Array.from({ length: 1024 }, (_, index) =>
  Math.round(900 * Math.exp(0.8 * chance((index + 0.5) / 1024))),
);
/** Tokens: log-normal around 400 and 120. */
export const INPUT_TABLE = Array.from({ length: 1024 }, (_, index) =>
  Math.round(400 * Math.exp(1.1 * chance((index + 0.5) / 1024))),
);
export const OUTPUT_TABLE = Array.from({ length: 1024 }, (_, index) =>
  Math.round(120 * Math.exp(0.9 * chance((index + 0.5) / 1024))),
);
