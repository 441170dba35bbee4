import { isLoopback } from "@/env";

/** The parts of a request by which one from elsewhere is told. */
export type Incoming = { method: string; header: (name: string) => string | null };

/**
 * Why a request must not be served, or null. Until there are accounts whoever reaches the dashboard may do everything, so
 * a web page open in the same browser must not reach it: not by a name of its own that leads here (DNS rebinding), not by
 * sending forms or scripts across sites. Both only take rights away: nobody gains any by what these headers say.
 */
export function refusalOf({ method, header }: Incoming, allowedHosts: ReadonlySet<string>): string | null {
  const host = header("host")?.toLowerCase() ?? "";
  if (!isKnown(host, allowedHosts)) {
    return `Facet does not answer to the host name "${host}". Open it as 127.0.0.1 or localhost; if it is meant to be reached by that name, add it to FACET_ALLOWED_HOSTS and start Facet again (docs/security.md).`;
  }
  if (isOfThisSite({ method, header }, host, allowedHosts)) return null;
  return "This request comes from a page of another site, and Facet takes requests from its own pages and from scripts outside of browsers only (docs/security.md).";
}

function isKnown(host: string, allowedHosts: ReadonlySet<string>): boolean {
  const name = host.replace(/:\d+$/, "");
  return isLoopback(name.replace(/^\[|\]$/g, "")) || allowedHosts.has(host) || allowedHosts.has(name);
}

/** By Sec-Fetch-Site, which pages cannot set; browsers that do not send it name the page's origin when they change something. */
function isOfThisSite({ method, header }: Incoming, host: string, allowedHosts: ReadonlySet<string>): boolean {
  const site = header("sec-fetch-site");
  if (site === "same-origin" || site === "none") return true;
  const reads = method === "GET" || method === "HEAD" || method === "OPTIONS";
  // A link from elsewhere opens a page: nothing of it can be read there. Frames may not show it (frame-ancestors).
  if (site !== null) return reads && header("sec-fetch-mode") === "navigate" && header("sec-fetch-dest") === "document";
  const origin = header("origin");
  if (origin === null) return true;
  const from = URL.canParse(origin) ? new URL(origin).host : "";
  return from !== "" && (from === host || allowedHosts.has(from) || allowedHosts.has(from.replace(/:\d+$/, "")));
}
