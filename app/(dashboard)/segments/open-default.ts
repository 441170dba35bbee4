import "server-only";
import { redirect } from "next/navigation";
import { segmentSearch } from "@/components/segments/segment-view";
import type { Access } from "@/lib/api/access";
import { defaultSegment } from "@/lib/api/segments";

/**
 * Leads to the project's default segment when the URL of a page says nothing but the project. Whoever clears a filter
 * afterwards keeps `segment` in the URL, so is not led back.
 */
export async function openDefaultSegment(
  access: Access,
  path: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<void> {
  const given = await searchParams;
  if (Object.keys(given).some((name) => name !== "project")) return;
  const segment = await defaultSegment(access);
  if (segment === null) return;
  const project = typeof given.project === "string" ? given.project : null;
  redirect(`${path}?${segmentSearch(project, segment.id, segment.search)}`);
}
