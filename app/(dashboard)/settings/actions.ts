"use server";

import { revalidatePath } from "next/cache";
import type { SaveResult } from "@/components/settings/project-form";
import { currentAccess } from "@/lib/api/access";
import { ApiError } from "@/lib/api/errors";
import { projectChanges, updateProject } from "@/lib/api/update-project";

/** Saves the form of the project `project` (a slug); what is wrong comes back as a sentence, never as an exception. */
export async function saveProject(_previous: SaveResult, form: FormData): Promise<SaveResult> {
  const slug = form.get("project");
  const parsed = projectChanges.safeParse({ name: form.get("name"), timeZone: form.get("timeZone") });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      state: "failed",
      field: issue?.path[0] === "timeZone" ? "timeZone" : "name",
      message: issue?.message ?? "",
    };
  }
  const access = await currentAccess(typeof slug === "string" ? slug : null);
  if (access === null) return { state: "failed", field: "name", message: "This project is gone. Choose another one." };
  try {
    await updateProject(access, parsed.data);
  } catch (error) {
    const message = error instanceof ApiError ? error.message : "Not saved: the database did not answer. Try again.";
    return { state: "failed", field: "name", message };
  }
  revalidatePath("/", "layout");
  return { state: "saved" };
}
