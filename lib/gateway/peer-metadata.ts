import { isObject, parseJson } from "@/lib/providers/json-values";
import { decodeHeader } from "./header-text";
import type { PropertyList } from "./property-list";

/** How users of other gateways attach metadata; all of it becomes properties. Values by lower-case header name. */
export type PeerHeaders = {
  portkey: string | null;
  liteLlmTags: string | null;
  bifrost: [name: string, value: string][];
};

const BIFROST_PREFIX = "x-bf-dim-";

/** Takes a header that carries metadata. False: it is none of those and belongs to the provider. */
export function takePeerHeader(peers: PeerHeaders, name: string, lowerCaseName: string, value: string): boolean {
  if (lowerCaseName.startsWith(BIFROST_PREFIX)) peers.bifrost.push([name.slice(BIFROST_PREFIX.length), value]);
  else if (lowerCaseName === "x-portkey-metadata") peers.portkey = value;
  else if (lowerCaseName === "x-litellm-tags") peers.liteLlmTags = value;
  else return false;
  return true;
}

/** Adds them as properties, after Helicone's own headers, which win. */
export function addPeerProperties(peers: PeerHeaders, properties: PropertyList): void {
  for (const [name, value] of peers.bifrost) properties.setDefault(name, decodeHeader(value));
  if (peers.portkey !== null) addPortkey(decodeHeader(peers.portkey), properties);
  if (peers.liteLlmTags !== null) properties.setDefault("tags", sortedTags(decodeHeader(peers.liteLlmTags)));
}

function addPortkey(json: string, properties: PropertyList): void {
  const metadata = parseJson(json);
  if (!isObject(metadata)) return;
  for (const [name, value] of Object.entries(metadata)) {
    if (value === null || value === undefined) continue;
    // Portkey's `_user` and the like are names as good as any.
    properties.setDefault(name.replace(/^_+/, ""), typeof value === "string" ? value : JSON.stringify(value));
  }
}

/** Tags are a set: `b,a` and `a,b` are one value. */
function sortedTags(list: string): string {
  const tags = list.split(",").map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ""))].sort().join(",");
}
