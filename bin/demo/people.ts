import { createRandom, type Random, type Weighted } from "./random";

export type Plan = "free" | "pro" | "team" | "enterprise";

/** Somebody who uses the demo's imaginary writing assistant. What they are decides what they do. */
export type Person = {
  id: string;
  plan: Plan;
  userType: "free" | "paid";
  location: string;
  activity: "low" | "medium" | "high";
  /** Usual device; people switch now and then. */
  device: string;
  /** How much longer calls from their part of the world take. */
  distance: number;
};

const PEOPLE = 640;

const PLANS: readonly [Weighted<Plan>, ...Weighted<Plan>[]] = [
  ["free", 60],
  ["pro", 24],
  ["team", 11],
  ["enterprise", 5],
];

type Place = { name: string; distance: number };

const PLACES: readonly [Weighted<Place>, ...Weighted<Place>[]] = [
  [{ name: "United States", distance: 1 }, 34],
  [{ name: "Germany", distance: 1.06 }, 17],
  [{ name: "United Kingdom", distance: 1.05 }, 12],
  [{ name: "France", distance: 1.07 }, 9],
  [{ name: "India", distance: 1.28 }, 9],
  [{ name: "Brazil", distance: 1.24 }, 6],
  [{ name: "Japan", distance: 1.2 }, 5],
  [{ name: "Canada", distance: 1.02 }, 4],
  [{ name: "Australia", distance: 1.31 }, 3],
  [{ name: "Côte d'Ivoire", distance: 1.38 }, 1],
];

const ACTIVITY: Record<Plan, readonly [Weighted<Person["activity"]>, ...Weighted<Person["activity"]>[]]> = {
  free: [
    ["low", 70],
    ["medium", 25],
    ["high", 5],
  ],
  pro: [
    ["low", 30],
    ["medium", 45],
    ["high", 25],
  ],
  team: [
    ["low", 20],
    ["medium", 45],
    ["high", 35],
  ],
  enterprise: [
    ["low", 10],
    ["medium", 35],
    ["high", 55],
  ],
};

/** How often each kind of person comes back. */
const VISITS: Record<Person["activity"], number> = { low: 1, medium: 4, high: 12 };

/** Everybody, always the same, with how often they visit. */
export const CROWD: readonly [Weighted<Person>, ...Weighted<Person>[]] = gather(createRandom("people"));

function gather(random: Random): [Weighted<Person>, ...Weighted<Person>[]] {
  const person = (): Weighted<Person> => {
    const made = introduce(random);
    return [made, VISITS[made.activity] * random.around(1, 0.5)];
  };
  return [person(), ...Array.from({ length: PEOPLE - 1 }, person)];
}

function introduce(random: Random): Person {
  const plan = random.weighted(PLANS);
  const place = random.weighted(PLACES);
  const atWork = plan === "team" || plan === "enterprise";
  return {
    id: `user_${random.hex(10)}`,
    plan,
    userType: plan === "free" ? "free" : "paid",
    location: place.name,
    distance: place.distance,
    activity: random.weighted(ACTIVITY[plan]),
    device: random.weighted([
      ["desktop", atWork ? 88 : 48],
      ["mobile", atWork ? 9 : 43],
      ["tablet", atWork ? 3 : 9],
    ]),
  };
}
