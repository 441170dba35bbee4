import { EmbeddedServerError } from "@/db/embedded/error";
import { EnvError, readEnv } from "@/env";
import { areSpoolArguments } from "./spool-arguments";
import { UserError } from "./user-error";

type Command = {
  /** How it is called, and what it does. */
  usage: string;
  about: string;
  /** Whether it takes these arguments. */
  takes: (args: string[]) => boolean;
  run: (args: string[]) => Promise<void>;
};

const none = (args: string[]) => args.length === 0;
const flags = (known: string[]) => (args: string[]) => args.every((arg) => known.includes(arg));
const oneOf = (known: string[]) => (args: string[]) => args.length === 1 && flags(known)(args);

/** Each command loads only what it needs: `gateway` must not wait for the code of `start`. */
const COMMANDS = new Map<string, Command>([
  [
    "start",
    {
      usage: "start [--demo] [--dev]",
      about: "everything: Postgres, gateway, writer and dashboard",
      takes: flags(["--demo", "--dev"]),
      run: async (args) => (await import("./start")).start(readEnv(), args),
    },
  ],
  [
    "gateway",
    {
      usage: "gateway",
      about: "the gateway alone (needs DATABASE_URL)",
      takes: none,
      run: async () => (await import("./gateway")).runGateway(readEnv()),
    },
  ],
  [
    "writer",
    {
      usage: "writer",
      about: "the writer alone (needs DATABASE_URL)",
      takes: none,
      run: async () => (await import("./writer")).runWriter(readEnv()),
    },
  ],
  [
    "build",
    {
      usage: "build",
      about: "translate the product once, if it has changed; start does so by itself",
      takes: none,
      run: async () => (await import("./build")).buildWhenNeeded(new AbortController().signal),
    },
  ],
  [
    "migrate",
    {
      usage: "migrate",
      about: "bring the database up to date",
      takes: none,
      run: async () => (await import("./migrate")).migrate(readEnv()),
    },
  ],
  [
    "seed",
    {
      usage: "seed",
      about: "fill the demo project",
      takes: none,
      run: async () => (await import("./seed")).seed(readEnv()),
    },
  ],
  [
    "rollups",
    {
      usage: "rollups rebuild|verify",
      about: "build all rollups anew, or compare them with the requests",
      takes: oneOf(["rebuild", "verify"]),
      run: async (args) => (await import("./rollups")).rollups(readEnv(), args),
    },
  ],
  [
    "spool",
    {
      usage: "spool list | show <id> | replay <id>|--all | drop <id>|--all",
      about: "records that could not be stored: see them, try again, delete them",
      takes: areSpoolArguments,
      run: async (args) => (await import("./spool")).spool(readEnv(), args),
    },
  ],
  [
    "stats",
    {
      usage: "stats",
      about: "requests stored and the disk they take",
      takes: none,
      run: async () => (await import("./stats")).stats(readEnv()),
    },
  ],
  [
    "test",
    {
      usage: "test",
      about: 'every check and test, ending with "N passed, N failed"',
      takes: none,
      run: async () => (await import("./test")).runTests(),
    },
  ],
  ["help", { usage: "help", about: "this text", takes: none, run: async () => console.log(help()) }],
]);

const CALL = "Usage: node bin/facet.mjs";
/** What shells and their scripts take for "called wrongly". */
const USAGE = 2;

function help(): string {
  const lines = [...COMMANDS.values()].map(({ usage, about }) =>
    usage.length < 24 ? `  ${usage.padEnd(24)}${about}` : `  ${usage}\n${"".padEnd(26)}${about}`,
  );
  return `${CALL} <command>\n\n${lines.join("\n")}\n\nSettings are environment variables: docs/configuration.md.`;
}

/** Runs one command. What a person can put right is told in one line; anything else with its stack. */
export async function main([name = "help", ...args]: string[]): Promise<void> {
  if ([name, ...args].some((arg) => arg === "--help" || arg === "-h")) return console.log(help());
  const command = COMMANDS.get(name);
  if (command === undefined) return refuse(`There is no command "${name}".\n\n${help()}`);
  if (!command.takes(args)) return refuse(`${CALL} ${command.usage}\n\n${name}: ${command.about}.`);
  try {
    await command.run(args);
  } catch (error) {
    const expected = error instanceof UserError || error instanceof EnvError || error instanceof EmbeddedServerError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}

function refuse(text: string): void {
  console.error(text);
  process.exitCode = USAGE;
}
