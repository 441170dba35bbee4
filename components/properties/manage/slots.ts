import type { ManagedProperty } from "@/lib/query/managed-properties";

export const SLOTS = 16;

/** Slots that are held, or promised to a property that waits for one. */
export function slotsHeld(properties: readonly Pick<ManagedProperty, "slot" | "move">[]): number {
  return properties.filter(({ slot, move }) => slot !== null || move?.step === "waits").length;
}
