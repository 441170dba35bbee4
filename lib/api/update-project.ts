import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { projects } from "@/db/schema";
import type { Access } from "./access";
import { ApiError } from "./errors";

const MAX_NAME = 80;

/** What may be changed of a project. The slug stays: it is in people's links. */
export const projectChanges = z.object({
  name: z.string().trim().min(1, "Give the project a name.").max(MAX_NAME, `Use at most ${MAX_NAME} characters.`),
  timeZone: z.string().refine(isTimeZone, "Choose a time zone of the list."),
});

export type ProjectChanges = z.infer<typeof projectChanges>;

/**
 * Renames the project and sets the zone its days are cut in; charts follow with the next page, rollups of days are
 * rebuilt by the writer. Throws ApiError `forbidden`.
 */
export async function updateProject(access: Access, changes: ProjectChanges): Promise<void> {
  if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, not change it.");
  await access.database.update(projects).set(changes).where(eq(projects.id, access.project.id));
}

/** ICU lists some zones under names that IANA has left behind and nobody would look for. */
const TODAYS_NAMES = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
]);

/** Every IANA name to choose from, UTC first. */
export function timeZones(): string[] {
  const places = Intl.supportedValuesOf("timeZone").map((name) => {
    const today = TODAYS_NAMES.get(name);
    return today !== undefined && isTimeZone(today) ? today : name;
  });
  return ["UTC", ...[...new Set(places)].filter((name) => name !== "UTC").sort()];
}

function isTimeZone(name: string): boolean {
  try {
    // Offsets like +02:00 pass here too, but they are no place: days would ignore its summer time.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions() !== null;
  } catch {
    return false;
  }
}
