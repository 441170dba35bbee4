import { Readable } from "node:stream";
import type { Logger } from "pino";
import type { Dispatcher } from "undici";
import { requestTime } from "@/db/request-id";
import type { RecordSink } from "@/lib/ingest/record-sink";
import { emptyRequest } from "@/lib/providers/facts";
import type { Provider } from "@/lib/providers/types";
import type { Answer, Call } from "./call";
import { type CallFacts, type Ending, formBody, readRequestFacts } from "./call-facts";
import { errorAnswer } from "./error-answer";
import { CLIENT_CLOSED, Exchange } from "./exchange";
import { withoutHeader } from "./header-names";
import { newRequestId } from "./new-request-id";
import type { KeyCheck, ProjectKeys } from "./project-keys";
import { makeRecord } from "./record";
import { type RequestBody, readRequestBody } from "./request-body";
import { bearerToken, heliconeFlag, type RequestHeaders, readRequestHeaders } from "./request-headers";
import { findRoute, type Route, type Upstreams } from "./route";
import type { UpstreamPools } from "./upstream-pools";
import { type InjectionPlan, injectUsage, planInjection } from "./usage-injection";

export type GatewayParts = {
  keys: ProjectKeys;
  pools: UpstreamPools;
  sink: RecordSink;
  upstreams: Upstreams;
  /** Bytes kept of each body. */
  captureLimit: number;
  /** Records being made or kept: a sink must not be closed before they are through. */
  recordings: Set<Promise<void>>;
  log: Logger;
};

/** Providers that need no key of their own, so that `Authorization` may carry ours. */
const KEYLESS = new Set(["ollama", "vllm", "custom"]);

const NO_PROJECT = 0;

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Takes one call to its provider and back. Never rejects; `Answer.body` breaks off when the upstream does. */
export async function handle(call: Call, parts: GatewayParts): Promise<Answer> {
  const startedAt = performance.now();
  const headers = readRequestHeaders(call.headers);
  const route = findRoute(call.target, headers, parts.upstreams);
  if ("message" in route) return errorAnswer(route.provider, call.method, route.status, route.message);
  if (isPreflight(call) && !route.guarded) {
    return forward(call, openFacts(call, headers, route, NO_PROJECT, startedAt), parts, async () => {});
  }
  const key = takeProjectKey(headers, route.provider);
  if (key === null) return refuseKey(route.provider, call.method, headers.helicone.has("auth") ? "bare" : "missing");
  const checked = parts.keys.check(key);
  const check = checked instanceof Promise ? await checked : checked;
  if (check.state !== "valid") return refuseKey(route.provider, call.method, check);
  const facts = openFacts(call, headers, route, check.projectId, startedAt);
  return forward(call, facts, parts, (ending) => trackRecord(facts, ending, parts));
}

/** A browser asks before the call, without any key: the provider answers, and there is nothing to record. */
function isPreflight(call: Call): boolean {
  if (call.method !== "OPTIONS") return false;
  return call.headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === "access-control-request-method");
}

/** `Helicone-Auth`, else `Authorization` where the provider needs none; it must not travel on then. */
function takeProjectKey(headers: RequestHeaders, provider: Provider): string | null {
  const auth = headers.helicone.get("auth");
  if (auth !== undefined || !KEYLESS.has(provider.id)) return bearerToken(auth);
  const key = bearerToken(headers.authorization);
  if (key !== null) headers.forward = withoutHeader(headers.forward, "authorization");
  return key;
}

/** `bare`: without the word Bearer. */
function refuseKey(provider: Provider, method: string, check: KeyCheck | "missing" | "bare"): Answer {
  if (check === "bare") {
    const message = 'Helicone-Auth must begin with "Bearer ": send the header "Helicone-Auth: Bearer <project key>".';
    return errorAnswer(provider, method, 401, message);
  }
  if (check !== "missing" && check.state === "unavailable") {
    const message = "Facet cannot check this project key: its database is unreachable. Try again in a moment.";
    return errorAnswer(provider, method, 503, message);
  }
  const problem = check === "missing" ? "Facet project key missing" : "Unknown Facet project key";
  const message = `${problem}: send the header "Helicone-Auth: Bearer <project key>". "npm start" prints the key.`;
  return errorAnswer(provider, method, 401, message);
}

function openFacts(call: Call, headers: RequestHeaders, route: Route, projectId: number, startedAt: number): CallFacts {
  const id = newRequestId();
  return {
    id,
    createdAt: requestTime(id)?.getTime() ?? Date.now(),
    startedAt,
    method: call.method,
    projectId,
    headers,
    route,
    shape: route.provider.shapeFor(route.path),
    request: emptyRequest(),
    requestBody: null,
    tap: null,
    firstByteAt: null,
  };
}

type Recorder = (ending: Ending) => Promise<void>;

async function forward(call: Call, facts: CallFacts, parts: GatewayParts, record: Recorder): Promise<Answer> {
  const { provider, origin, guarded, path } = facts.route;
  if (!isMethod(call.method)) return errorAnswer(provider, call.method, 405, `Facet does not forward ${call.method}.`);
  let body: RequestBody;
  try {
    body = await readRequestBody(call.body, facts.headers, parts.captureLimit, (fields) => {
      facts.request = readRequestFacts(facts.shape, formBody(fields), path);
    });
  } catch {
    await record({ outcome: "cancelled", status: CLIENT_CLOSED, error: null });
    return errorAnswer(provider, call.method, CLIENT_CLOSED, "The client left.");
  }
  facts.requestBody = body.capture;
  facts.request = readRequestFacts(facts.shape, body.json, path);
  const wanted = heliconeFlag(facts.headers, "stream-usage");
  // A compressed body goes on as it came: nothing can be put into it.
  const plan = body.plain ? planInjection(provider, facts.shape, body.json, wanted) : "none";
  const exchange = new Exchange({
    call: facts,
    captureLimit: parts.captureLimit,
    stripUsage: plan === "strip",
    client: call.client,
    record,
  });
  const outgoing = outgoingRequest(facts.headers, body, plan);
  parts.pools.at(origin, guarded).dispatch({ path, method: call.method, ...outgoing }, exchange);
  return exchange.answer;
}

function isMethod(method: string): method is Dispatcher.HttpMethod {
  return METHODS.has(method);
}

type Outgoing = Pick<Dispatcher.DispatchOptions, "headers" | "body">;

function outgoingRequest(headers: RequestHeaders, { outgoing, json }: RequestBody, plan: InjectionPlan): Outgoing {
  if (outgoing === null) return { headers: headers.forward, body: null };
  if (!(outgoing instanceof Uint8Array)) {
    const length = headers.contentLength === null ? [] : ["Content-Length", String(headers.contentLength)];
    return { headers: [...headers.forward, ...length], body: Readable.from(outgoing, { objectMode: false }) };
  }
  if (plan === "none") return { headers: headers.forward, body: outgoing };
  // Only an answer that is not compressed can be edited on its way.
  const forward =
    plan === "strip"
      ? [...withoutHeader(headers.forward, "accept-encoding"), "Accept-Encoding", "identity"]
      : headers.forward;
  return { headers: forward, body: injectUsage(outgoing, json) };
}

async function trackRecord(facts: CallFacts, ending: Ending, parts: GatewayParts): Promise<void> {
  const recording = keepRecord(facts, ending, parts);
  parts.recordings.add(recording);
  await recording;
  parts.recordings.delete(recording);
}

/** Recording must never break a call: whatever goes wrong here is logged and counted, and the answer goes out. */
async function keepRecord(facts: CallFacts, ending: Ending, { sink, log }: GatewayParts): Promise<void> {
  const endedAt = performance.now();
  try {
    await facts.tap?.end();
    const record = await makeRecord(facts, ending, endedAt);
    await sink.append(record);
  } catch (error) {
    log.error({ err: error, id: facts.id }, "a call could not be recorded");
  }
}
