"use server";

import { revalidatePath } from "next/cache";
import { currentAccess } from "@/lib/api/access";
import { setPinned } from "@/lib/api/pin-property";

/** Pins the property of the project `project` (a slug), or takes the pin away. Throws when it cannot. */
export async function pinProperty(project: string, key: string, pinned: boolean): Promise<void> {
  const access = await currentAccess(project);
  if (access === null) throw new Error("This project is gone.");
  await setPinned(access, key, pinned);
  revalidatePath("/", "layout");
}
