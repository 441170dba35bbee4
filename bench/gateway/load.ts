import { setMaxListeners } from "node:events";
import autocannon from "autocannon";
import { Agent, Client, type Dispatcher } from "undici";
import { percentile } from "../table";
import { chatRequest, SLOW_REQUEST } from "./answer";
import type { LoadResult, LoadTask } from "./tasks";

/** The load generator, in a process of its own: takes tasks over IPC, answers with figures. */
const KINDS = { throughput, sequential, paced, "slow-streams": slowStreams };
process.on("message", async (task: LoadTask) => {
  process.send?.(await KINDS[task.kind](task));
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.("ready");

async function throughput(task: LoadTask): Promise<LoadResult> {
  const { url, headers, body, connections, seconds } = task;
  const result = await autocannon({ url, method: "POST", headers, body, connections, duration: seconds });
  const answered = result["2xx"];
  const { p50, p97_5: p95, p99 } = result.latency;
  const failures = result.non2xx + result.errors;
  return { answered, perSecond: answered / result.duration, p50, p95, p99, failures };
}

/** Milliseconds to the last byte. */
async function sequential(task: LoadTask): Promise<LoadResult> {
  const client = new Client(new URL(task.url).origin, { pipelining: 1 });
  const calls = newCalls();
  const end = performance.now() + task.seconds * 1000;
  while (performance.now() < end) await call(client, task, task.body, calls, "last byte");
  await client.close();
  return figures(calls, task.seconds);
}

async function paced(task: LoadTask): Promise<LoadResult> {
  const agent = new Agent({ connections: 512, pipelining: 1 });
  const calls = newCalls();
  const underWay = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let begun = 0; begun < task.seconds * task.perSecond; ) {
    const due = ((performance.now() - startedAt) / 1000) * task.perSecond;
    for (; begun < due; begun++) {
      const running = call(agent, task, task.body, calls, "first byte").finally(() => underWay.delete(running));
      underWay.add(running);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(underWay);
  await agent.close();
  return figures(calls, task.seconds);
}

/** Figures are of the plain calls; a slow stream that broke off is a failure. */
async function slowStreams(task: LoadTask): Promise<LoadResult> {
  const agent = new Agent({ connections: task.connections, pipelining: 1 });
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  const slow = newCalls();
  let open = 0;
  const streams = Array.from({ length: task.connections }, async () => {
    try {
      await hold(agent, task, leaving.signal, () => open++);
    } catch {
      if (!leaving.signal.aborted) slow.failures++;
    }
  });
  for (let waited = 0; open < task.connections && waited < 30_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  slow.failures += task.connections - open;
  const plain = await sequential({ ...task, body: chatRequest(1024, false) });
  leaving.abort();
  await Promise.all(streams);
  await agent.close();
  return { ...plain, failures: plain.failures + slow.failures };
}

async function hold(agent: Agent, task: LoadTask, signal: AbortSignal, onOpen: () => void): Promise<void> {
  const { origin, pathname } = new URL(task.url);
  const path = { origin, path: pathname, method: "POST" as const, headers: task.headers, signal };
  const answer = await agent.request({ ...path, body: SLOW_REQUEST });
  let isFirst = true;
  for await (const _ of answer.body) {
    if (isFirst) onOpen();
    isFirst = false;
  }
}

/** A call that has no answer by then has failed. */
const PATIENCE_MS = 10_000;

type Calls = { times: number[]; failures: number };
const newCalls = (): Calls => ({ times: [], failures: 0 });

async function call(
  dispatcher: Dispatcher,
  { url, headers }: LoadTask,
  body: string,
  calls: Calls,
  until: "first byte" | "last byte",
): Promise<void> {
  const { origin, pathname } = new URL(url);
  const startedAt = performance.now();
  try {
    const request = { origin, path: pathname, method: "POST", headers, body, headersTimeout: PATIENCE_MS } as const;
    const answer = await dispatcher.request(request);
    let first = 0;
    for await (const _ of answer.body) first ||= performance.now();
    calls.times.push((until === "first byte" ? first : performance.now()) - startedAt);
    if (answer.statusCode !== 200) calls.failures++;
  } catch {
    calls.failures++;
  }
}

function figures({ times, failures }: Calls, seconds: number): LoadResult {
  const at = (share: number) => percentile(times, share);
  const answered = times.length;
  return { answered, perSecond: answered / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), failures };
}
