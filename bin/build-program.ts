import { dirname, join } from "node:path";
import { build } from "esbuild";
import { PROGRAM } from "./program.mjs";
import { ROOT } from "./root";

/**
 * Translates the commands to `dist/`. They run from TypeScript just as well (bin/facet.mjs decides), but start slower, and
 * what tsx adds to keep the names of functions costs the gateway a sixth of its speed.
 */
export async function buildProgram(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, "bin/facet.ts")],
    outdir: dirname(PROGRAM),
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20.9",
    logLevel: "error",
  });
}
