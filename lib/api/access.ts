import "server-only";
import { cache } from "react";
import type { Database } from "@/db/client";
import { findProjectByKey, listProjects, type Project } from "@/db/projects";
import { readDatabase } from "@/lib/query/database";
import { ApiError } from "./errors";

/**
 * Which project a page, action or route acts with, and what it may do there. Every one of them gets it here and nowhere
 * else; it is also the QueryContext that questions are asked with.
 */
export type Access = {
  database: Database;
  project: Project;
  rights: { read: true; write: boolean };
};

/** Asked once per page: its frame and its content both want to know. */
const projectsOf = cache((database: Database) => listProjects(database));

/**
 * For pages and actions. Until accounts come the dashboard binds to loopback only and whoever reaches it may do
 * everything. Null: there is no such project, or none at all yet.
 */
export async function currentAccess(slug: string | null, database = readDatabase()): Promise<Access | null> {
  const projects = await projectsOf(database);
  const project =
    slug === null ? (projects.find(({ demo }) => !demo) ?? projects[0]) : projects.find((each) => each.slug === slug);
  return project === undefined ? null : { database, project, rights: { read: true, write: true } };
}

/** The projects to choose from. */
export async function visibleProjects(database = readDatabase()): Promise<Project[]> {
  return projectsOf(database);
}

/** For REST: the project of the Bearer key. Throws ApiError `unauthorized`. */
export async function accessFromBearer(request: Request, database = readDatabase()): Promise<Access> {
  const [, key] = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const project = key === undefined ? null : await findProjectByKey(database, key);
  if (project === null) {
    throw new ApiError(
      "unauthorized",
      "Send the project key: Authorization: Bearer <key>. This one is missing or unknown.",
    );
  }
  return { database, project, rights: { read: true, write: true } };
}
