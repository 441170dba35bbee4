// Plain JavaScript, for the launcher. `npm start` translates the commands once: see bin/build-program.ts.
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The commands as plain JavaScript. */
export const PROGRAM = at("dist/facet.js");
/** What they are made from. */
export const PROGRAM_SOURCES = ["bin", "db", "lib", "env.ts", "tsconfig.json", "package-lock.json"].map(at);
