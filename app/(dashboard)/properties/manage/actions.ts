"use server";

import { revalidatePath } from "next/cache";
import { currentAccess } from "@/lib/api/access";
import { ApiError } from "@/lib/api/errors";
import { type PropertyChanges, propertyChanges, updateProperty } from "@/lib/api/update-property";

/** Changes a property of the project `project` (a slug). Answers null, or what is wrong as a sentence. */
export async function saveProperty(project: string, key: string, changes: PropertyChanges): Promise<string | null> {
  const parsed = propertyChanges.safeParse(changes);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This cannot be saved.";
  const access = await currentAccess(project);
  if (access === null) return "This project is gone. Choose another one.";
  try {
    await updateProperty(access, key, parsed.data);
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    console.error(error);
    return "Not saved: the database did not answer. Try again.";
  }
  revalidatePath("/", "layout");
  return null;
}
