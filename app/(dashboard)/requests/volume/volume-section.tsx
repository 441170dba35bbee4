import "server-only";
import { volumeOf } from "@/app/(dashboard)/requests/volume/volume-of";
import type { FilterProperty } from "@/components/filters/property-names";
import { VolumeStrip } from "@/components/requests/volume/volume-strip";
import type { Access } from "@/lib/api/access";
import type { Filter } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { readVolume } from "@/lib/filters/search-params";
import type { TimeRange } from "@/lib/filters/time-range";
import { hasRequests } from "@/lib/query/has-requests";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

type Props = {
  access: Access;
  properties: readonly FilterProperty[];
  filter: Filter | null;
  range: TimeRange;
  /** As the URL has it. */
  volume: string;
};

/** Requests over time above the table; nothing while the project has none at all. */
export async function VolumeSection({ access, properties, filter, range, volume }: Props) {
  const now = Date.now();
  const by = readVolume(volume).value;
  const resolved = await resolveTimeRange(access, range, new Date(now));
  if (!(await hasRequests(access))) return null;
  const served = by === null || by === "off" ? null : await volumeOf(access, { by, filter, range: resolved, now });
  return (
    <VolumeStrip
      served={served}
      query={{
        project: access.project.slug,
        filter: filter === null ? "" : formatFilter(filter),
        from: resolved.from.toISOString(),
        to: resolved.to.toISOString(),
        now,
      }}
      properties={properties}
    />
  );
}
