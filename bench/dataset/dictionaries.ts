import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { ensureProject } from "@/db/projects";
import { canonicalPropertyKey, displayPropertyName } from "@/db/property-key";
import { properties } from "@/db/schema";
import {
  JOB,
  LARGE_SHARE,
  LARGE_USERS,
  MODELS,
  PERIOD,
  PROJECTS,
  PROPERTIES,
  PROVIDERS,
  ROWS_PER_JOB,
  SMALL_USERS,
} from "./spec";

/** Per project, in order: its id and, by field, the number before the code of the field's first value. */
export type ProjectCodes = { projectId: number; bases: Map<string, number> };

/** Makes the ten projects with their properties and every value they will use, so that rows can be computed in SQL. */
export async function fillDictionaries(database: Database, rows: number): Promise<ProjectCodes[]> {
  const made: ProjectCodes[] = [];
  for (let index = 0; index < PROJECTS; index++) {
    const slug = index === 0 ? "bench" : `bench-${index + 1}`;
    const project = await ensureProject(database, { slug, name: index === 0 ? "Bench" : `Bench ${index + 1}` });
    const share = index === 0 ? LARGE_SHARE : 1;
    const ofProject = Math.ceil(rows / PERIOD) * share;
    made.push({
      projectId: project.id,
      bases: await fillProject(database, project.id, index === 0 ? LARGE_USERS : SMALL_USERS, ofProject),
    });
  }
  return made;
}

async function fillProject(
  database: Database,
  projectId: number,
  users: number,
  rows: number,
): Promise<Map<string, number>> {
  const bases = new Map<string, number>();
  const list = (values: string[]) => ({
    count: values.length,
    text: sql`(${sql.param(values)}::text[])[i]`,
  });
  const fill = async (name: string, fieldId: number, { count, text }: { count: number; text: SQL }) => {
    bases.set(name, await insertValues(database, { projectId, fieldId, count, text }));
  };
  await fill("model", FIELD_IDS.model, list(MODELS.map(({ name }) => name)));
  await fill("provider", FIELD_IDS.provider, list(PROVIDERS));
  await fill("user", FIELD_IDS.user, { count: users, text: sql`'user-' || i` });
  const ids = await insertProperties(database, projectId);
  for (const [index, { spelling, values }] of PROPERTIES.entries()) {
    await fill(spelling, ids[index] ?? 0, list(values));
  }
  const jobs = Math.ceil(rows / ROWS_PER_JOB);
  await fill(JOB.spelling, ids[PROPERTIES.length] ?? 0, {
    count: jobs,
    text: sql`md5(${projectId}::int || ' ' || i)::uuid::text`,
  });
  return bases;
}

/** In the order of their slots. */
async function insertProperties(database: Database, projectId: number): Promise<number[]> {
  const spellings = [...PROPERTIES.map(({ spelling }) => spelling), JOB.spelling];
  const rows = await database
    .insert(properties)
    .values(
      spellings.map((spelling, index) => ({
        projectId,
        key: canonicalPropertyKey(spelling),
        displayName: displayPropertyName(spelling),
        slot: index + 1,
      })),
    )
    .returning({ id: properties.id });
  return rows.map(({ id }) => id);
}

type Values = { projectId: number; fieldId: number; count: number; text: SQL };

/** Inserts values 1 to `count` with codes that follow each other; returns the code before the first. */
async function insertValues(database: Database, { projectId, fieldId, count, text }: Values): Promise<number> {
  const [row] = await database.execute<{ base: number }>(
    sql`select coalesce(max(code), 0)::int as base from dictionary`,
  );
  const base = row?.base ?? 0;
  await database.execute(sql`insert into dictionary (project_id, field_id, code, value, value_hash)
    overriding system value
    select ${projectId}::int, ${fieldId}::int, ${base}::int + i, value, sha256(convert_to(value, 'UTF8'))
    from (select i, ${text} as value from generate_series(1, ${count}::int) as i) as numbered`);
  await database.execute(sql`select setval('dictionary_code_seq', ${base + count})`);
  return base;
}
