import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { Agent, request } from "undici";
import { expect, onTestFinished, test } from "vitest";
import type { Database } from "@/db/client";
import { OUTCOMES } from "@/db/outcome";
import { ensureKey } from "@/db/projects";
import { createTestDatabase, createTestProject } from "@/db/test-database";

const CALLS = 2000;
const AT_A_TIME = 50;
const KEY = "facet-whole-way-key";
const LAUNCHER = fileURLToPath(new URL("./facet.mjs", import.meta.url));

/** What happens to the call with this number: every tenth is cancelled, broken off, refused or unreachable. */
const KINDS = [
  "whole",
  "stream",
  "whole",
  "stream",
  "cancel",
  "break",
  "whole",
  "refuse",
  "stream",
  "unreachable",
] as const;
type Kind = (typeof KINDS)[number];
const kindOf = (call: number): Kind => KINDS[call % KINDS.length] ?? "whole";
const usageOf = (call: number) => ({ prompt_tokens: 100 + (call % 7), completion_tokens: 10 + (call % 3) });

test("2,000 calls at 50 at a time, the writer killed among them: each stored once, sums right", async () => {
  const { database, url } = await createTestDatabase();
  const projectId = await createTestProject(database);
  await ensureKey(database, projectId, KEY, "test");
  const facet = await startFacet(url);
  await sendAll(facet.gatewayUrl, async (sent) => {
    if (sent === CALLS / 4 || sent === CALLS / 2) await facet.killWriter();
  });
  await untilStored(database, projectId);
  await expectEachCallOnce(database, projectId);
  await expectSumsRight(database, projectId);
}, 120_000);

async function expectEachCallOnce(database: Database, projectId: number): Promise<void> {
  const rows = await database.execute<{ call: string; outcome: number; status: number }>(sql`
    select d.value as call, f.outcome, f.status
    from facts f join properties p on p.project_id = f.project_id and p.key = 'call' and p.slot = 1
    join dictionary d on d.project_id = f.project_id and d.field_id = p.id and d.code = f.slot_1
    where f.project_id = ${projectId}`);
  const stored = rows.map((row) => `${row.call} ${OUTCOMES[row.outcome]} ${row.status}`).sort();
  const made = Array.from({ length: CALLS }, (_, call) => `${call} ${endOf(kindOf(call))}`).sort();
  expect(stored).toEqual(made);
  const details = await database.execute<{ n: number }>(
    sql`select count(*)::int as n from details where project_id = ${projectId}`,
  );
  expect(details[0]?.n).toBe(CALLS);
}

function endOf(kind: Kind): string {
  if (kind === "cancel") return "cancelled 200";
  if (kind === "break") return "interrupted 200";
  if (kind === "refuse") return "completed 429";
  if (kind === "unreachable") return "unreachable 502";
  return "completed 200";
}

async function expectSumsRight(database: Database, projectId: number): Promise<void> {
  const [stored] = await database.execute<{ input: number; output: number; cost: number }>(sql`
    select sum(input_tokens)::int as input, sum(output_tokens)::int as output, sum(cost)::int as cost
    from facts where project_id = ${projectId} and usage_source = 2`);
  const reported = Array.from({ length: CALLS }, (_, call) => call).filter((call) =>
    ["whole", "stream"].includes(kindOf(call)),
  );
  const input = reported.reduce((sum, call) => sum + usageOf(call).prompt_tokens, 0);
  const output = reported.reduce((sum, call) => sum + usageOf(call).completion_tokens, 0);
  // gpt-4o-mini: $0.15 and $0.60 per million tokens, that is 150 and 600 nano-dollars each.
  expect(stored).toEqual({ input, output, cost: input * 150 + output * 600 });
}

async function untilStored(database: Database, projectId: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const rows = await database.execute<{ n: number }>(
          sql`select count(*)::int as n from facts where project_id = ${projectId}`,
        );
        return rows[0]?.n;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(CALLS);
}

async function sendAll(gatewayUrl: string, afterEach: (sent: number) => Promise<void>): Promise<void> {
  const agent = new Agent({ connections: AT_A_TIME });
  let next = 0;
  const worker = async () => {
    while (next < CALLS) {
      const call = next++;
      await send(agent, gatewayUrl, call);
      await afterEach(call);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  await agent.close();
}

/** One call as its kind asks; a cancelled one leaves after the first bytes. */
async function send(agent: Agent, gatewayUrl: string, call: number): Promise<void> {
  const kind = kindOf(call);
  const provider = kind === "unreachable" ? "groq/openai" : "openai";
  const stream = kind === "stream" || kind === "cancel" || kind === "break";
  const answer = await request(`${gatewayUrl}/gateway/${provider}/v1/chat/completions`, {
    dispatcher: agent,
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: "Bearer sk-test",
      "helicone-auth": `Bearer ${KEY}`,
      "helicone-property-call": String(call),
      "x-kind": kind,
    },
    body: JSON.stringify({ model: "gpt-4o-mini", stream, messages: [{ role: "user", content: `call ${call}` }] }),
  });
  if (kind === "cancel") {
    for await (const _ of answer.body) break;
    return;
  }
  const text = answer.body.text();
  if (kind === "break") await expect(text).rejects.toThrow();
  else expect((await text).length).toBeGreaterThan(0);
}

type Facet = { gatewayUrl: string; killWriter: () => Promise<void> };

/** Gateway and writer as real processes over the test's database and an upstream of this process. */
async function startFacet(databaseUrl: string): Promise<Facet> {
  const upstream = await listen(createServer(answerCall));
  const gatewayPort = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "facet-whole-way-"));
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    FACET_DATA_DIR: dataDir,
    FACET_GATEWAY_PORT: String(gatewayPort),
    FACET_UPSTREAM_OPENAI: `http://127.0.0.1:${upstream}`,
    FACET_UPSTREAM_GROQ: `http://127.0.0.1:${await freePort()}`,
    FACET_LOG_LEVEL: "error",
  };
  const children = new Set<ChildProcess>();
  const start = (command: string) => {
    const child = spawn("node", [LAUNCHER, command], { env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    children.add(child);
    return child;
  };
  const ready = (child: ChildProcess) => new Promise((resolve) => child.once("message", resolve));
  onTestFinished(async () => {
    for (const child of children) await stop(child, "SIGTERM");
    await rm(dataDir, { recursive: true, force: true });
  });
  await ready(start("gateway"));
  let writer = start("writer");
  const killWriter = async () => {
    await stop(writer, "SIGKILL");
    writer = start("writer");
  };
  return { gatewayUrl: `http://127.0.0.1:${gatewayPort}`, killWriter };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await exited;
}

function answerCall(incoming: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    const body: { messages: { content: string }[] } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const call = Number(body.messages[0]?.content.slice("call ".length));
    const kind = incoming.headers["x-kind"];
    if (kind === "refuse") return answerJson(response, 429, { error: { message: "slow down", type: "requests" } });
    const choice = { index: 0, finish_reason: "stop", message: { role: "assistant", content: "done" } };
    if (kind === "whole") {
      return answerJson(response, 200, { id: "x", model: "gpt-4o-mini", choices: [choice], usage: usageOf(call) });
    }
    answerStream(response, kind, call);
  });
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A stream that ends well, breaks off, or goes on until the client leaves. */
function answerStream(response: ServerResponse, kind: string | string[] | undefined, call: number): void {
  const event = (part: object) => `data: ${JSON.stringify({ id: "x", model: "gpt-4o-mini", ...part })}\n\n`;
  const delta = event({ choices: [{ index: 0, delta: { content: "word " }, finish_reason: null }] });
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(delta);
  if (kind === "break") return void setImmediate(() => response.destroy());
  if (kind === "cancel") {
    const timer = setInterval(() => response.write(delta), 5);
    return void response.once("close", () => clearInterval(timer));
  }
  response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }));
  response.write(event({ choices: [], usage: usageOf(call) }));
  response.end("data: [DONE]\n\n");
}

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listenOn(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function listen(server: Server): Promise<number> {
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return listenOn(server);
}

async function listenOn(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}
