import "server-only";
import { and, asc, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { segments } from "@/db/schema";
import type { Access } from "./access";
import { ApiError } from "./errors";

/** A saved view. `search` is the query string that shows it, without the project: see docs/segments.md. */
export type Segment = { id: number; name: string; search: string; isDefault: boolean };

const MAX_NAME = 80;
const MAX_SEARCH = 16_000;

const segmentName = z
  .string()
  .trim()
  .min(1, "Give the segment a name.")
  .max(MAX_NAME, `Use at most ${MAX_NAME} characters.`);
const segmentSearch = z.string().max(MAX_SEARCH, "This view is too long to be saved: shorten its filter.");

const SHAPE = { id: segments.id, name: segments.name, search: segments.search, isDefault: segments.isDefault };

/** All segments of the project by name. */
export async function listSegments(access: Access): Promise<Segment[]> {
  const { database, project } = access;
  return database.select(SHAPE).from(segments).where(eq(segments.projectId, project.id)).orderBy(asc(segments.name));
}

/** The segment that is opened with a page that nothing was said of; null when there is none. */
export async function defaultSegment({ database, project }: Access): Promise<Segment | null> {
  const isDefault = and(eq(segments.projectId, project.id), eq(segments.isDefault, true));
  const [found] = await database.select(SHAPE).from(segments).where(isDefault).limit(1);
  return found ?? null;
}

/** Throws ApiError `bad_request` for a name that is taken or no name. */
export async function createSegment(access: Access, given: { name: string; search: string }): Promise<Segment> {
  mayWrite(access);
  const name = checked(segmentName, given.name);
  const search = checked(segmentSearch, given.search);
  const [made] = await access.database
    .insert(segments)
    .values({ projectId: access.project.id, name, search })
    .onConflictDoNothing()
    .returning(SHAPE);
  if (made === undefined) throw nameTaken(name);
  return made;
}

/** Gives a segment another name, another view, or both. Throws ApiError `not_found`, or `bad_request` as above. */
export async function changeSegment(access: Access, id: number, changes: { name?: string; search?: string }) {
  mayWrite(access);
  const name = changes.name === undefined ? undefined : checked(segmentName, changes.name);
  const search = changes.search === undefined ? undefined : checked(segmentSearch, changes.search);
  const { project } = access;
  await access.database.transaction(async (transaction) => {
    if (name !== undefined) {
      const same = and(eq(segments.projectId, project.id), eq(segments.name, name), ne(segments.id, id));
      const [other] = await transaction.select({ id: segments.id }).from(segments).where(same);
      if (other !== undefined) throw nameTaken(name);
    }
    const changed = await transaction
      .update(segments)
      .set({ name, search, updatedAt: new Date() })
      .where(one(access, id))
      .returning({ id: segments.id });
    if (changed.length === 0) throw gone();
  });
}

/** Makes it the default one, or with null none. */
export async function setDefaultSegment(access: Access, id: number | null): Promise<void> {
  mayWrite(access);
  await access.database.transaction(async (transaction) => {
    const ofProject = eq(segments.projectId, access.project.id);
    await transaction
      .update(segments)
      .set({ isDefault: false })
      .where(and(ofProject, eq(segments.isDefault, true)));
    if (id === null) return;
    const set = await transaction
      .update(segments)
      .set({ isDefault: true })
      .where(one(access, id))
      .returning({ id: segments.id });
    if (set.length === 0) throw gone();
  });
}

/** What is needed to bring it back. */
export async function deleteSegment(access: Access, id: number): Promise<Segment> {
  mayWrite(access);
  const [deleted] = await access.database.delete(segments).where(one(access, id)).returning(SHAPE);
  if (deleted === undefined) throw gone();
  return deleted;
}

/** Takes a deletion back; links keep working as the id is the same. Another one may have become the default meanwhile. */
export async function restoreSegment(access: Access, segment: Segment): Promise<void> {
  mayWrite(access);
  const name = checked(segmentName, segment.name);
  const search = checked(segmentSearch, segment.search);
  const isDefault = segment.isDefault && (await defaultSegment(access)) === null;
  const [made] = await access.database
    .insert(segments)
    .overridingSystemValue()
    .values({ projectId: access.project.id, id: segment.id, name, search, isDefault })
    .onConflictDoNothing()
    .returning({ id: segments.id });
  if (made === undefined) throw nameTaken(name);
}

function one({ project }: Access, id: number) {
  return and(eq(segments.projectId, project.id), eq(segments.id, id));
}

function checked(schema: z.ZodType<string>, value: string): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiError("bad_request", parsed.error.issues[0]?.message ?? "is not valid");
}

function mayWrite({ rights }: Access): void {
  if (!rights.write) throw new ApiError("forbidden", "You may look at this project, not change it.");
}

const nameTaken = (name: string) =>
  new ApiError("bad_request", `There is already a segment “${name}”. Choose another name, or update that one.`);
const gone = () => new ApiError("not_found", "This segment is gone: somebody deleted it.");
