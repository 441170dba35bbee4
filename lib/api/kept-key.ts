import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findProjectByKey } from "@/db/projects";
import { readEnv } from "@/env";
import type { Access } from "./access";

/**
 * The key `npm start` printed, so that a new user can copy it from the page: FACET_API_KEY, else the file `project-key` of
 * the data directory. Null when it is of another project, or kept nowhere on this machine.
 */
export async function keptKey({ database, project, rights }: Access): Promise<string | null> {
  if (!rights.write) return null;
  const { FACET_API_KEY, FACET_DATA_DIR } = readEnv();
  const key = FACET_API_KEY ?? (await readFile(join(FACET_DATA_DIR, "project-key"), "utf8").catch(() => "")).trim();
  const owner = key === "" ? null : await findProjectByKey(database, key);
  return owner?.id === project.id ? key : null;
}
