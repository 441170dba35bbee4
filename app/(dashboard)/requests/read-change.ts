import "server-only";
import type { z } from "zod";
import { requireAccess } from "@/app/(dashboard)/requests/requests-query";
import type { Access } from "@/lib/api/access";
import { ApiError } from "@/lib/api/errors";
import { readJson } from "@/lib/api/read-request";
import { formatPath } from "@/lib/filters/filter-error";

/**
 * What a change made on this page asks for, and of which project (`?project`). Throws ApiError. Only JSON is taken: another
 * site's form cannot send it without asking the browser for leave first.
 */
export async function readChange<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<{ access: Access; change: z.output<Schema> }> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new ApiError("bad_request", "Send JSON, as application/json.");
  }
  const access = await requireAccess(new URL(request.url).searchParams.get("project"));
  if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, but not change it.");
  const parsed = schema.safeParse(await readJson(request));
  if (parsed.success) return { access, change: parsed.data };
  const [issue] = parsed.error.issues;
  throw new ApiError("bad_request", issue?.message ?? "is not valid", formatPath(issue?.path ?? []) || null);
}
