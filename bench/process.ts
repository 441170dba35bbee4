import { type ChildProcess, fork, spawn } from "node:child_process";
import { createServer } from "node:net";

/** A process the benchmark started. `ask` sends it a message and resolves with its next one. */
export type Started = { pid: number; stop: () => Promise<void> };
export type Script<Ready> = Started & { ready: Ready; ask: <Answer>(message: object) => Promise<Answer> };

/** Servers that others wrote do not end with us by themselves. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Runs a TypeScript file of the benchmark in a process of its own (with import conditions) and waits for its first message. */
export async function startScript<Ready>(
  file: URL,
  args: string[] = [],
  conditions: string[] = [],
): Promise<Script<Ready>> {
  const execArgv = [...conditions.map((condition) => `--conditions=${condition}`), "--import", "tsx"];
  const child = fork(file, args, { execArgv, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  track(child);
  const ready = await firstMessage<Ready>(child);
  const ask = <Answer>(message: object) => {
    child.send(message);
    return firstMessage<Answer>(child);
  };
  return { ready, ask, pid: child.pid ?? 0, stop: () => stopProcess(child) };
}

/** Runs a command that listens on `port` and waits until it answers there. What it complains about is shown unless `quiet`. */
export async function startServer(
  command: string[],
  port: number,
  env: Record<string, string>,
  quiet = false,
): Promise<Started> {
  const [program = "node", ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", quiet ? "ignore" : "inherit"],
  });
  track(child);
  await waitForPort(port, child);
  return { pid: child.pid ?? 0, stop: () => stopProcess(child) };
}

/** A port of 127.0.0.1 nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

function track(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
}

function firstMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (message: Message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it listened`);
    const answered = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    await answered?.arrayBuffer();
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing listens on port ${port}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await exited;
  clearTimeout(timer);
}
