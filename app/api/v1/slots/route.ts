import { giveSlot } from "@/lib/api/give-slot";
import { apiRoute } from "@/lib/api/handler";
import { readJson } from "@/lib/api/read-request";
import { slotBody } from "@/lib/api/schemas";
import { type ManagedProperty, managedProperties } from "@/lib/query/managed-properties";

export const GET = apiRoute<object>(async ({ access }) => ({
  data: (await managedProperties(access)).map(slotJson),
}));

export const POST = apiRoute<object>(async ({ access, request }) => {
  const given = slotBody.parse(await readJson(request));
  await giveSlot(access, given);
  const both = [given.key, given.takeFrom];
  const properties = await managedProperties(access);
  return { data: properties.filter(({ key }) => both.includes(key)).map(slotJson) };
});

function slotJson({ key, slot, move, rollup, reason }: ManagedProperty) {
  return { key, slot, move, summed: rollup, reason };
}
