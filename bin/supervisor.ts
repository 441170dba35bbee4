import { type ChildProcess, spawn } from "node:child_process";
import { pause } from "@/lib/ingest/pause";
import { createBackoff } from "./backoff";

export type ServiceOptions = {
  /** What messages call it: `gateway`. */
  name: string;
  /** Arguments to `node`. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Next.js greets on its standard output; ours only speak when there is something to say. */
  quiet: boolean;
  /** It sends a message when it has begun its work, and has to be let come that far before it is stopped: the writer. */
  announces: boolean;
};

export type Service = {
  name: string;
  /** How often it has died so far. */
  deaths: () => number;
  /** Whether it has said that it has begun its work; always true for those that say nothing. */
  hasBegun: () => boolean;
  /** Asks it to finish, waits at most so many milliseconds, then kills it. */
  stop: (graceMs: number) => Promise<void>;
  kill: () => void;
};

/** Keeps one child process running: whatever ends it, it is started again after a growing pause. */
export function supervise(options: ServiceOptions): Service {
  const backoff = createBackoff();
  let child = launch(options);
  let deaths = 0;
  let stopping = false;
  const wake = new AbortController();

  const finished = (async () => {
    for (;;) {
      const end = await child.ended;
      if (stopping) return;
      deaths++;
      const delay = backoff.next();
      console.error(`The ${options.name} ended (${end}): starting it again in ${delay / 1000} s.`);
      await pause(delay, wake.signal);
      if (stopping) return;
      child = launch(options);
    }
  })();

  const kill = () => {
    stopping = true;
    wake.abort();
    child.process.kill("SIGKILL");
  };

  return {
    name: options.name,
    deaths: () => deaths,
    hasBegun: () => child.hasBegun(),
    kill,
    stop: async (graceMs) => {
      stopping = true;
      wake.abort();
      const timer = setTimeout(kill, graceMs);
      // Before that the signal would end it at once, with the spool unread.
      await Promise.race([child.begun, child.ended]);
      child.process.kill("SIGTERM");
      await finished;
      clearTimeout(timer);
    },
  };
}

type Child = {
  process: ChildProcess;
  begun: Promise<void>;
  hasBegun: () => boolean;
  /** How it ended: `code 1`, `SIGKILL`. */
  ended: Promise<string>;
};

function launch({ args, cwd, env, quiet, announces }: ServiceOptions): Child {
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    // The channel closes when this process is gone: our children end with it (bin/end-with-parent.mjs).
    stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit", "ipc"],
    // Its own process group: Ctrl-C reaches only us, and we stop the children in the right order.
    detached: true,
  });
  let hasBegun = !announces;
  const begun = new Promise<void>((resolve) => {
    if (!announces) return resolve();
    child.once("message", () => {
      hasBegun = true;
      resolve();
    });
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return { process: child, begun, hasBegun: () => hasBegun, ended };
}
