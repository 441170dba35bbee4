import { randomUUID } from "node:crypto";
import type { Database } from "./client";
import { latencyBucket } from "./latency-bucket";
import { createPartitions, partitionDay } from "./partitions";
import { facts, properties } from "./schema";

export type TestFact = typeof facts.$inferInsert;

/** A stream of numbers that is the same for the same seed (mulberry32): `random(n)` is a whole number below n. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Properties that hold the slots 1 to `count`; their ids. */
export async function createTestProperties(database: Database, projectId: number, count: number): Promise<number[]> {
  const wanted = Array.from({ length: count }, (_, index) => index + 1);
  const rows = await database
    .insert(properties)
    .values(wanted.map((slot) => ({ projectId, key: `key-${slot}`, displayName: `Key ${slot}`, slot })))
    .returning({ id: properties.id });
  return rows.map(({ id }) => id);
}

/** A fact with everything in it at random: few codes, all outcomes, unpriced calls, calls without tokens or stream. */
export function randomFact(projectId: number, createdAt: Date, random: (below: number) => number): TestFact {
  const maybe = (value: number) => (random(4) === 0 ? null : value);
  const latencyMs = Math.floor(Math.exp(random(1000) / 90));
  const priced = random(5) > 0;
  return {
    projectId,
    createdAt,
    id: randomUUID(),
    latencyMs,
    latencyBucket: latencyBucket(latencyMs),
    cost: priced ? random(5_000_000) : null,
    costInput: priced ? random(1_000_000) : null,
    costOutput: priced ? maybe(random(1_000_000)) : null,
    costCacheRead: priced ? maybe(random(1_000)) : null,
    costCacheWrite: null,
    modelCode: random(4),
    providerCode: 1 + random(2),
    status: [200, 200, 200, 404, 429, 499, 500][random(7)] ?? 200,
    outcome: [0, 0, 0, 1, 2, 3][random(6)] ?? 0,
    usageSource: random(3),
    slot1: random(3),
    slot2: random(5),
    slot3: random(12),
    inputTokens: maybe(random(4000)),
    outputTokens: maybe(random(900)),
    cacheReadTokens: maybe(random(300)),
    cacheWriteTokens: null,
    reasoningTokens: maybe(random(50)),
    userCode: random(20),
    ttftMs: maybe(random(3000)),
  };
}

/** Inserts facts, their partitions first; nothing is marked. */
export async function insertTestFacts(database: Database, rows: readonly TestFact[]): Promise<void> {
  await createPartitions(
    database,
    rows.map(({ createdAt }) => partitionDay(createdAt)),
  );
  for (let start = 0; start < rows.length; start += 500) {
    await database.insert(facts).values(rows.slice(start, start + 500));
  }
}
