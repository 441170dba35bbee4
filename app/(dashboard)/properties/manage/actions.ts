"use server";

import { revalidatePath } from "next/cache";
import { type Access, currentAccess } from "@/lib/api/access";
import { addAlias, mergeInput, removeAlias } from "@/lib/api/aliases";
import { ApiError } from "@/lib/api/errors";
import { giveSlot, type SlotInput, slotInput } from "@/lib/api/give-slot";
import { type PropertyChanges, propertyChanges, updateProperty } from "@/lib/api/update-property";
import type { Merge } from "@/lib/query/aliases";

/** Changes a property of the project `project` (a slug). Answers null, or what is wrong as a sentence. */
export async function saveProperty(project: string, key: string, changes: PropertyChanges): Promise<string | null> {
  const parsed = propertyChanges.safeParse(changes);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This cannot be saved.";
  return changing(project, (access) => updateProperty(access, key, parsed.data));
}

/** Has a property or a value read as another. Answers the rule's number, or what is wrong as a sentence. */
export async function merge(project: string, input: Merge): Promise<number | string> {
  const parsed = mergeInput.safeParse(input);
  if (!parsed.success) return "This cannot be merged.";
  let rule = 0;
  const problem = await changing(project, async (access) => {
    rule = await addAlias(access, parsed.data);
  });
  return problem ?? rule;
}

/** Begins to give a property a slot. Answers null, or what is wrong as a sentence. */
export async function moveToSlot(project: string, input: SlotInput): Promise<string | null> {
  const parsed = slotInput.safeParse(input);
  if (!parsed.success) return "This slot cannot be given.";
  return changing(project, (access) => giveSlot(access, parsed.data));
}

/** Takes a merge back. Answers null, or what is wrong as a sentence. */
export async function undoMerge(project: string, rule: number): Promise<string | null> {
  return changing(project, (access) => removeAlias(access, rule));
}

async function changing(project: string, change: (access: Access) => Promise<void>): Promise<string | null> {
  const access = await currentAccess(project);
  if (access === null) return "This project is gone. Choose another one.";
  try {
    await change(access);
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    console.error(error);
    return "Not saved: the database did not answer. Try again.";
  }
  revalidatePath("/", "layout");
  return null;
}
