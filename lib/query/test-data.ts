import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Database } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { latencyBucket } from "@/db/latency-bucket";
import { OUTCOMES, type Outcome } from "@/db/outcome";
import { createPartitions, partitionDay } from "@/db/partitions";
import { displayPropertyName } from "@/db/property-key";
import { details, dictionary, facts, properties } from "@/db/schema";

/** A request as a test wants it; what is not said is ordinary. */
export type TestRequest = {
  /** Moment of arrival; the id is made from it. */
  at: Date;
  properties?: [key: string, value: string][];
  model?: string;
  provider?: string;
  user?: string;
  session?: string;
  status?: number;
  outcome?: Outcome;
  latencyMs?: number;
  ttftMs?: number | null;
  /** Nano-dollars; null: unpriced. */
  cost?: number | null;
  inputTokens?: number | null;
  outputTokens?: number | null;
  cacheReadTokens?: number | null;
  costInput?: number | null;
  finishReason?: string | null;
  error?: string | null;
  country?: string | null;
  feedback?: boolean | null;
  stream?: boolean;
  searchText?: string;
  callerId?: string;
  requestBody?: string;
};

/** Stores requests the way the writer does, for tests of the read side only. Returns their ids in order. */
export async function insertRequests(
  database: Database,
  projectId: number,
  requests: TestRequest[],
): Promise<string[]> {
  await createPartitions(database, [...new Set(requests.map(({ at }) => partitionDay(at)))]);
  const keys = [...new Set(requests.flatMap((request) => (request.properties ?? []).map(([key]) => key)))];
  const known = await storeProperties(database, projectId, keys);
  const intern = await interner(database, projectId, requests, known);
  const rows = requests.map((request) => ({ request, id: idAt(request.at) }));
  for (let start = 0; start < rows.length; start += 500) {
    const chunk = rows.slice(start, start + 500);
    await database.insert(facts).values(chunk.map(({ request, id }) => factOf(projectId, request, id, known, intern)));
    await database.insert(details).values(chunk.map(({ request, id }) => detailOf(projectId, request, id, known)));
  }
  return rows.map(({ id }) => id);
}

type Known = Map<string, { id: number; slot: number | null }>;
type Intern = (fieldId: number, value: string | undefined) => number;

async function storeProperties(database: Database, projectId: number, keys: string[]): Promise<Known> {
  const known: Known = new Map();
  for (const key of keys) {
    const slot = known.size < 16 ? known.size + 1 : null;
    const [row] = await database
      .insert(properties)
      .values({ projectId, key, displayName: displayPropertyName(key), slot })
      .returning({ id: properties.id });
    if (row) known.set(key, { id: row.id, slot });
  }
  return known;
}

async function interner(database: Database, projectId: number, requests: TestRequest[], known: Known): Promise<Intern> {
  const wanted = new Map<string, { fieldId: number; value: string }>();
  const want = (fieldId: number, value: string | undefined) => {
    if (value !== undefined) wanted.set(`${fieldId}:${value}`, { fieldId, value });
  };
  for (const request of requests) {
    want(FIELD_IDS.model, request.model ?? "gpt-4o");
    want(FIELD_IDS.provider, request.provider ?? "openai");
    want(FIELD_IDS.user, request.user);
    want(FIELD_IDS.session, request.session);
    for (const [key, value] of request.properties ?? []) {
      const property = known.get(key);
      if (property?.slot) want(property.id, value);
    }
  }
  const codes = new Map<string, number>();
  for (const [name, { fieldId, value }] of wanted) {
    const valueHash = createHash("sha256").update(value, "utf8").digest();
    const [row] = await database
      .insert(dictionary)
      .values({ projectId, fieldId, value, valueHash })
      .returning({ code: dictionary.code });
    if (row) codes.set(name, row.code);
  }
  return (fieldId, value) => (value === undefined ? 0 : (codes.get(`${fieldId}:${value}`) ?? 0));
}

function factOf(
  projectId: number,
  request: TestRequest,
  id: string,
  known: Known,
  intern: Intern,
): typeof facts.$inferInsert {
  const slots = Object.fromEntries(
    (request.properties ?? []).flatMap(([key, value]) => {
      const property = known.get(key);
      return property?.slot ? [[`slot${property.slot}`, intern(property.id, value)]] : [];
    }),
  );
  const latencyMs = request.latencyMs ?? 100;
  return {
    ...slots,
    projectId,
    id,
    createdAt: request.at,
    latencyMs,
    latencyBucket: latencyBucket(latencyMs),
    ttftMs: request.ttftMs ?? null,
    cost: request.cost === undefined ? 1000 : request.cost,
    modelCode: intern(FIELD_IDS.model, request.model ?? "gpt-4o"),
    providerCode: intern(FIELD_IDS.provider, request.provider ?? "openai"),
    userCode: intern(FIELD_IDS.user, request.user),
    sessionCode: intern(FIELD_IDS.session, request.session),
    cacheReadTokens: request.cacheReadTokens ?? null,
    costInput: request.costInput ?? null,
    status: request.status ?? 200,
    outcome: OUTCOMES.indexOf(request.outcome ?? "completed"),
    usageSource: 2,
    inputTokens: request.inputTokens === undefined ? 10 : request.inputTokens,
    outputTokens: request.outputTokens === undefined ? 5 : request.outputTokens,
  };
}

function detailOf(projectId: number, request: TestRequest, id: string, known: Known): typeof details.$inferInsert {
  const extra = (request.properties ?? []).filter(([key]) => known.get(key)?.slot === null);
  return {
    projectId,
    id,
    createdAt: request.at,
    callerId: request.callerId ?? null,
    method: "POST",
    path: "/v1/chat/completions",
    upstreamHost: "api.openai.com",
    stream: request.stream ?? false,
    finishReason: request.finishReason ?? null,
    error: request.error ?? null,
    country: request.country ?? null,
    feedback: request.feedback ?? null,
    searchText: request.searchText ?? null,
    extra: extra.length === 0 ? null : Object.fromEntries(extra),
    requestPreview: "hello",
    responsePreview: "hi",
    requestContentType: "application/json",
    requestBody: request.requestBody === undefined ? null : gzipSync(request.requestBody),
    unpricedReason: request.cost === null ? "unknown-model" : null,
  };
}

let sequence = 0;

function idAt(at: Date): string {
  const random = createHash("sha256").update(`${process.pid} ${sequence++}`).digest("hex");
  const time = at.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
