import { findProvider, PROVIDERS, providerForHost } from "@/lib/providers/registry";
import type { Provider } from "@/lib/providers/types";
import { heliconeText, type RequestHeaders } from "./request-headers";

/** Where a call goes. */
export type Route = {
  provider: Provider;
  /** `https://api.openai.com` */
  origin: string;
  /** Host with port, as recorded. */
  host: string;
  /** Path and query string at the upstream, never normalised. */
  path: string;
  /** The caller chose the origin: it may not lead into the operator's network. */
  guarded: boolean;
};

/** A call that goes nowhere; `provider` shapes the error. */
export type Refusal = { provider: Provider; status: number; message: string };

export type Upstreams = ReadonlyMap<string, string>;

const PREFIXES = ["/gateway/", "/v1/gateway/"];

/** Finds provider and upstream of a call by its path and headers. Never by its Host. */
export function findRoute(target: string, headers: RequestHeaders, upstreams: Upstreams): Route | Refusal {
  const prefix = PREFIXES.find((candidate) => target.startsWith(candidate));
  if (prefix === undefined) return routeToTarget(customProvider(), target, headers, upstreams);
  const rest = target.slice(prefix.length);
  const end = rest.search(/[/?]/);
  const name = end === -1 ? rest : rest.slice(0, end);
  const tail = end === -1 ? "" : rest.slice(end);
  const provider = findProvider(name);
  if (provider === null) return unknownProvider(name);
  return routeToProvider(provider, tail.startsWith("/") ? tail : `/${tail}`, headers, upstreams);
}

function routeToProvider(provider: Provider, path: string, headers: RequestHeaders, upstreams: Upstreams) {
  if (provider.id === "custom") return routeToTarget(provider, path, headers, upstreams);
  if (provider.id === "openai" && headers.helicone.has("openai-api-base")) {
    return routeToTarget(provider, path, headers, upstreams);
  }
  const base = operatorUrl(provider, upstreams);
  if (base !== undefined) return routeTo(provider, parseBase(base), path, false);
  const hasTarget = headers.helicone.has("target-url") || headers.helicone.has("openai-api-base");
  if (provider.baseUrl === null || hasTarget) return routeToTarget(provider, path, headers, upstreams);
  return routeTo(provider, parseBase(provider.baseUrl), path, false);
}

/** The caller names the upstream. */
function routeToTarget(provider: Provider, path: string, headers: RequestHeaders, upstreams: Upstreams) {
  const given = heliconeText(headers, "target-url") ?? heliconeText(headers, "openai-api-base");
  if (given === null) {
    const base = operatorUrl(provider, upstreams);
    return base === undefined ? missingTarget(provider, path) : routeTo(provider, parseBase(base), path, false);
  }
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    const message =
      "Helicone-Target-URL must be an http:// or https:// URL without credentials, like https://api.example.com.";
    return { provider, status: 400, message };
  }
  const named = findProvider(heliconeText(headers, "target-provider") ?? "");
  const known = providerForHost(url.hostname) ?? named ?? provider;
  const base = known.id === "custom" ? undefined : operatorUrl(known, upstreams);
  if (base !== undefined) return routeTo(known, parseBase(base), joinPath(url.pathname, path), false);
  return routeTo(known, url, path, !isOperatorOrigin(url.origin, upstreams));
}

const parsedBases = new Map<string, URL>();

/** Base URLs come from the registry and the operator only: there are few, and every call needs one. */
function parseBase(base: string): URL {
  const known = parsedBases.get(base);
  if (known) return known;
  const url = new URL(base);
  parsedBases.set(base, url);
  return url;
}

function routeTo(provider: Provider, base: URL, path: string, guarded: boolean): Route {
  return { provider, origin: base.origin, host: base.host, path: joinPath(base.pathname, path), guarded };
}

/** Puts a base path before a path, once: many people give `https://host/v1` as base and `/v1/...` as path. */
function joinPath(basePath: string, path: string): string {
  const base = basePath.replace(/\/+$/, "");
  if (base === "" || path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}?`)) return path;
  return base + path;
}

/** FACET_UPSTREAM_<PROVIDER> */
function operatorUrl(provider: Provider, upstreams: Upstreams): string | undefined {
  return upstreams.get(provider.id) ?? upstreams.get(provider.id.replaceAll("-", "_"));
}

function isOperatorOrigin(origin: string, upstreams: Upstreams): boolean {
  return [...upstreams.values()].some((url) => new URL(url).origin === origin);
}

function customProvider(): Provider {
  const provider = findProvider("custom");
  if (provider === null) throw new Error("the registry has no provider `custom`");
  return provider;
}

function unknownProvider(name: string): Refusal {
  const names = PROVIDERS.map((provider) => provider.id).join(", ");
  const message =
    `Unknown provider "${name.slice(0, 50)}". Use /gateway/<provider>/<the provider's own path> with one of ${names}, ` +
    "or /gateway/custom/<path> with the header Helicone-Target-URL.";
  return { provider: customProvider(), status: 404, message };
}

function missingTarget(provider: Provider, path: string): Refusal {
  const message =
    provider.id === "custom"
      ? `Nothing is served at ${path.split("?", 1)[0]?.slice(0, 100)}. Use /gateway/<provider>/<the provider's own path>, for example ` +
        "/gateway/openai/v1/chat/completions, or send Helicone-Target-URL with the URL to forward to."
      : `${provider.displayName} has no fixed address: send Helicone-OpenAI-Api-Base or Helicone-Target-URL with the URL to ` +
        `forward to, or set FACET_UPSTREAM_${provider.id.toUpperCase()} where the gateway runs.`;
  return { provider, status: 404, message };
}
