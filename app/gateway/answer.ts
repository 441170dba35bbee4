import { after } from "next/server";
import { readEnv } from "@/env";
import { type DoorTwo, openDoorTwo } from "@/lib/gateway/door-two";
import { handleWebRequest } from "@/lib/gateway/web-door";
import { currentCaller } from "@/lib/query/caller";

// On globalThis: two routes share it, and `next dev` evaluates this module again on every reload.
const shared: typeof globalThis & { facetDoorTwo?: DoorTwo } = globalThis;

/** Door two: the gateway on the dashboard's port. */
export async function answer(request: Request): Promise<Response> {
  shared.facetDoorTwo ??= openDoorTwo(readEnv());
  const { parts, settled } = shared.facetDoorTwo;
  after(settled);
  return handleWebRequest(request, parts, currentCaller());
}
