import { openApiDocument } from "@/lib/api/openapi";

/** Names no project and needs no key. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
