import { EmbeddedServerError } from "@/db/embedded/error";
import { EnvError, readEnv } from "@/env";
import { UserError } from "./user-error";

const HELP = `Usage: node bin/facet.mjs <command>

  start [--demo] [--dev]  everything: Postgres, gateway, writer and dashboard
  gateway                 the gateway alone (needs DATABASE_URL)
  writer                  the writer alone (needs DATABASE_URL)
  build                   translate the product once, if it has changed; start does so by itself
  migrate                 bring the database up to date
  seed                    fill the demo project
  rollups rebuild|verify  build all rollups anew, or compare them with the requests
  stats                   requests stored and the disk they take
  test                    every check and test, ending with "N passed, N failed"
  help                    this text

Settings are environment variables: docs/configuration.md.`;

/** Each command loads only what it needs: `gateway` must not wait for the code of `start`. */
const COMMANDS: Record<string, (flags: string[]) => Promise<void>> = {
  start: async (flags) => (await import("./start")).start(readEnv(), flags),
  gateway: async () => (await import("./gateway")).runGateway(readEnv()),
  writer: async () => (await import("./writer")).runWriter(readEnv()),
  build: async () => (await import("./build")).buildWhenNeeded(new AbortController().signal),
  migrate: async () => (await import("./migrate")).migrate(readEnv()),
  seed: async () => (await import("./seed")).seed(readEnv()),
  rollups: async (flags) => (await import("./rollups")).rollups(readEnv(), flags),
  stats: async () => (await import("./stats")).stats(readEnv()),
  test: async () => (await import("./test")).runTests(),
  help: async () => console.log(HELP),
};

/** Runs one command. What a person can put right is told in one line; anything else with its stack. */
export async function main(args: string[]): Promise<void> {
  const [name = "help", ...flags] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new UserError(`Unknown command "${name}". Try: node bin/facet.mjs help`);
    await command(flags);
  } catch (error) {
    const expected = error instanceof UserError || error instanceof EnvError || error instanceof EmbeddedServerError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}
