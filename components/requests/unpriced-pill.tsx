import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";

const REASONS = new Map([
  ["unknown-model", "The price table does not know this model. Send Helicone-Model-Override with a model it knows."],
  ["service-tier", "This service tier has a price of its own, which the price table does not know."],
  ["no-usage", "The provider reported no token counts and there was no text to count."],
]);

/** Stands where a cost would be that nobody knows: unpriced is not free. */
export function UnpricedPill({ reason }: { reason: string | null }) {
  const text = REASONS.get(reason ?? "") ?? "There is no price for this request.";
  return (
    <Tooltip content={text}>
      <button type="button" className="rounded-sm" onClick={(event) => event.stopPropagation()}>
        <Pill>unpriced</Pill>
      </button>
    </Tooltip>
  );
}
