import { isObject, type JsonObject, parseJson } from "@/components/requests/conversation/json";
import type { OpenedRequest } from "@/components/requests/panel/request-data";

/** The part of the gateway's path that SDKs are given, and what they call the rest. */
type SdkCall = { sdk: "openai" | "anthropic"; base: string; method: string };

const OPENAI: [ending: string, method: string][] = [
  ["/chat/completions", "chat.completions.create"],
  ["/responses", "responses.create"],
  ["/embeddings", "embeddings.create"],
  ["/completions", "completions.create"],
];

/** Names no language reserves, so that they may stand as arguments. */
const ARGUMENT = /^[a-z][a-z0-9_]*$/;

/** The call as a shell sends it again through the gateway. */
export function asCurl(request: OpenedRequest): string {
  const lines = [
    `curl ${quoted(urlOf(request))}`,
    ...(request.method === "POST" ? [] : [`-X ${quoted(request.method)}`]),
    `-H "${keyHeader(request)}"`,
    `-H "Helicone-Auth: Bearer $FACET_API_KEY"`,
    ...ownHeaders(request).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `-H ${quoted("Content-Type: application/json")}`,
    // Not `-d`, which takes a body that begins with @ for the name of a file, and sends that.
    ...(request.request.text === null ? [] : [`--data-raw ${quoted(request.request.text)}`]),
  ];
  return lines.join(" \\\n  ");
}

/** With the provider's own SDK where there is one for the path; else with `httpx`. */
export function asPython(request: OpenedRequest): string {
  const call = sdkCall(request);
  const body = parseJson(request.request.text ?? "");
  const headers = python(Object.fromEntries(ownHeaders(request)), "    ");
  const auth = `"Helicone-Auth": f"Bearer {os.environ['FACET_API_KEY']}"`;
  if (call === null || !isObject(body)) {
    const [name, value = ""] = keyHeader(request).split(": ");
    const secret = value.replace(/\$(\w+)/, "{os.environ['$1']}");
    return `import os
import httpx

answer = httpx.request(
    ${python(request.method, "")},
    ${python(urlOf(request), "")},
    headers={${JSON.stringify(name)}: f"${secret}", ${auth}, **${headers}},
    json=${python(body ?? null, "    ")},
    timeout=600,
)
print(answer.text)`;
  }
  const client = call.sdk === "openai" ? "OpenAI" : "Anthropic";
  const given = Object.entries(body).map(([name, value]) =>
    ARGUMENT.test(name) ? `    ${name}=${python(value, "    ")},` : `    **${python(pairOf(name, value), "    ")},`,
  );
  return `import os
from ${call.sdk} import ${client}

client = ${client}(
    base_url=${python(call.base, "")},
    default_headers={${auth}},
)

answer = client.${call.method}(
${given.join("\n")}
    extra_headers=${headers},
)
${body.stream === true ? "for event in answer:\n    print(event)" : "print(answer)"}`;
}

/** The same in TypeScript; without an SDK, `fetch`. */
export function asNode(request: OpenedRequest): string {
  const call = sdkCall(request);
  const body = parseJson(request.request.text ?? "");
  const auth = `"Helicone-Auth": \`Bearer \${process.env.FACET_API_KEY}\``;
  const headers = script(Object.fromEntries(ownHeaders(request)));
  if (call === null || !isObject(body)) {
    const [name, value = ""] = keyHeader(request).split(": ");
    const secret = value.replace(/\$(\w+)/, `\${process.env.$1}`);
    return `const answer = await fetch(${JSON.stringify(urlOf(request))}, {
  method: ${JSON.stringify(request.method)},
  headers: {
    "content-type": "application/json",
    ${JSON.stringify(name)}: \`${secret}\`,
    ${auth},
    ...${headers},
  },
  body: JSON.stringify(${script(body ?? null)}),
});
console.log(await answer.text());`;
  }
  const client = call.sdk === "openai" ? "OpenAI" : "Anthropic";
  return `import ${client} from "${call.sdk === "openai" ? "openai" : "@anthropic-ai/sdk"}";

const client = new ${client}({
  baseURL: ${JSON.stringify(call.base)},
  defaultHeaders: { ${auth} },
});

const answer = await client.${call.method}(${script(body)}, {
  headers: ${headers},
});
${body.stream === true ? "for await (const event of answer) console.log(event);" : "console.log(answer);"}`;
}

function urlOf({ gatewayUrl, provider, path }: OpenedRequest): string {
  return `${gatewayUrl}/gateway/${encodeURIComponent(provider ?? "custom")}${path}`;
}

function sdkCall(request: OpenedRequest): SdkCall | null {
  const url = urlOf(request);
  if (request.method !== "POST" || url.includes("?")) return null;
  if (url.endsWith("/v1/messages")) {
    return { sdk: "anthropic", base: url.slice(0, -"/v1/messages".length), method: "messages.create" };
  }
  const known = OPENAI.find(([ending]) => url.endsWith(`/v1${ending}`));
  return known === undefined ? null : { sdk: "openai", base: url.slice(0, -known[0].length), method: known[1] };
}

/** The key each kind of server is given; keys themselves are never kept. */
function keyHeader({ path, provider }: OpenedRequest): string {
  if (path.endsWith("/v1/messages")) return "x-api-key: $ANTHROPIC_API_KEY";
  if (path.includes(":generateContent") || path.includes(":streamGenerateContent"))
    return "x-goog-api-key: $GEMINI_API_KEY";
  const name = (provider ?? "provider").toUpperCase().replace(/[^A-Z0-9]/g, "_");
  return `Authorization: Bearer $${/^[A-Z]/.test(name) ? name : `PROVIDER_${name}`}_API_KEY`;
}

/** What tags the call anew. A header cannot hold control characters; what cannot be sent is left out. */
function ownHeaders(request: OpenedRequest): [string, string][] {
  const named: [string, string | null][] = [
    ["Helicone-Target-URL", request.provider === "custom" ? `https://${request.upstreamHost}` : null],
    ["Helicone-User-Id", request.user],
    ["Helicone-Session-Id", request.session],
    ...request.properties.map(({ key, value }): [string, string] => [`Helicone-Property-${key}`, value]),
  ];
  return named.filter((pair): pair is [string, string] => {
    const [name, value] = pair;
    return value !== null && /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/\p{Cc}/u.test(value);
  });
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const pairOf = (name: string, value: unknown): JsonObject => Object.fromEntries([[name, value]]);

/** JSON, which a script takes as it is but for `__proto__`: a literal would set the prototype with it. */
function script(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^(\s*)"__proto__":/gm, '$1["__proto__"]:');
}

/** A JSON value as Python writes it. */
function python(value: unknown, indent: string): string {
  const inner = `${indent}    `;
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  // Python reads every escape JSON has.
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${inner}${python(item, inner)},`).join("\n")}\n${indent}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([name, item]) => `${inner}${JSON.stringify(name)}: ${python(item, inner)},`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}
