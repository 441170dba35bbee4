import { createHash } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "./client";
import { apiKeys, projects } from "./schema";

export type Project = typeof projects.$inferSelect;

/** What is stored of a project key. */
function hashKey(key: string): Uint8Array {
  return createHash("sha256").update(key, "utf8").digest();
}

/** The project a key belongs to, or null when the key is unknown or revoked. */
export async function findProjectByKey(database: Database, key: string): Promise<Project | null> {
  const rows = await database
    .select({ project: projects })
    .from(apiKeys)
    .innerJoin(projects, eq(projects.id, apiKeys.projectId))
    .where(and(eq(apiKeys.keyHash, hashKey(key)), isNull(apiKeys.revokedAt)))
    .limit(1);
  return rows[0]?.project ?? null;
}

/** All projects, oldest first: the first is the one shown by default. */
export async function listProjects(database: Database): Promise<Project[]> {
  return database.select().from(projects).orderBy(asc(projects.id));
}

export type NewProject = { slug: string; name: string; demo?: boolean; timeZone?: string };

/** The project with this slug, made when missing. */
export async function ensureProject(database: Database, wanted: NewProject): Promise<Project> {
  await database.insert(projects).values(wanted).onConflictDoNothing({ target: projects.slug });
  const [project] = await database.select().from(projects).where(eq(projects.slug, wanted.slug));
  if (!project) throw new Error(`project ${wanted.slug} was deleted while it was being made`);
  return project;
}

/** Makes the key valid for the project; a key that is there already stays as it is. */
export async function ensureKey(database: Database, projectId: number, key: string, name: string): Promise<void> {
  await database
    .insert(apiKeys)
    .values({ projectId, keyHash: hashKey(key), name })
    .onConflictDoNothing({ target: [apiKeys.projectId, apiKeys.keyHash] });
}
