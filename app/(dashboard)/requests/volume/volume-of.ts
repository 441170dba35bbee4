import "server-only";
import { valueColors } from "@/components/properties/value-colors";
import { type Volume, volumeData } from "@/components/requests/volume/volume-data";
import type { Access } from "@/lib/api/access";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import type { Dimension } from "@/lib/query/types";
import { valuePlaces } from "@/lib/query/value-places";
import { volumeOverTime } from "@/lib/query/volume-over-time";

type Asked = { by: Dimension; filter: Filter | null; range: ResolvedRange; now: number };

/** The strip's figures; a value has the colour it has on the Properties page. */
export async function volumeOf(access: Access, { by, filter, range, now }: Asked): Promise<Volume> {
  const answer = await volumeOverTime(access, { by, filter, range });
  const shown = answer.series.flatMap(({ value }) => (value === null ? [] : [value]));
  const places = by === "status" ? new Map<string, number>() : valueColors(await valuePlaces(access, by, shown));
  return { by, data: volumeData(by, answer, places, now) };
}
