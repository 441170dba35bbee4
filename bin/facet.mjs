#!/usr/bin/env node
// Plain JavaScript without modern syntax, so that an old Node reads it and gets one clear line.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`Facet needs Node.js 20.9 or newer; this is ${process.versions.node}. See https://nodejs.org.`);
  process.exit(1);
}

load()
  .then(({ main }) => main(process.argv.slice(2)))
  .catch((error) => {
    const missing = error?.code === "ERR_MODULE_NOT_FOUND" && error.message.match(/^Cannot find package '([^']+)'/);
    console.error(missing ? `The package ${missing[1]} is not installed: run "npm ci" first.` : error);
    process.exit(1);
  });

/** The program as built, when nothing has changed since; else from its TypeScript. */
async function load() {
  const { PROGRAM, PROGRAM_SOURCES } = await import("./program.mjs");
  const { isNewest } = await import("./newest.mjs");
  if (isNewest(PROGRAM, PROGRAM_SOURCES)) return import(PROGRAM);
  const { register } = await import("tsx/esm/api");
  // By its own tsconfig, wherever it is started from: `@/` must mean this checkout.
  register({ tsconfig: new URL("../tsconfig.json", import.meta.url).pathname });
  return import("./facet.ts");
}
