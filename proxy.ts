import { type NextRequest, NextResponse } from "next/server";
import { readEnv } from "@/env";
import { ApiError, errorResponse } from "@/lib/api/errors";
import { refusalOf } from "@/lib/api/refuse-foreign";

/** Next's word for what runs before every page, action and route: here requests from elsewhere are refused. */
export function proxy(request: NextRequest): Response {
  const header = (name: string) => request.headers.get(name);
  const refusal = refusalOf({ method: request.method, header }, readEnv().FACET_ALLOWED_HOSTS);
  if (refusal !== null) return refuse(refusal, header("accept"));
  const response = NextResponse.next();
  response.headers.set("content-security-policy", "frame-ancestors 'none'");
  return response;
}

function refuse(message: string, accept: string | null): Response {
  if (!accept?.includes("text/html")) return errorResponse(new ApiError("forbidden", message));
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  return new Response(`${message}\n`, { status: 403, headers: { ...headers, "cache-control": "no-store" } });
}

/** Not the gateway, where a key says who calls, nor what is the same for everybody: health and files of the build. */
export const config = { matcher: ["/((?!gateway/|v1/gateway/|healthz$|_next/static/|icon.svg).*)"] };
