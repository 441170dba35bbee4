import "server-only";
import type { Access } from "@/lib/api/access";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange, TimeRange } from "@/lib/filters/time-range";

/** What every section of the page is asked about. */
export type View = {
  access: Access;
  filter: Filter | null;
  range: TimeRange;
  /** Of all time it begins with the first request, which has to be looked up: the frame of the page does not wait. */
  resolved: Promise<ResolvedRange>;
  now: Date;
  /** What links keep. */
  params: {
    project: string | null;
    segment: string | null;
    filter: string;
    range: string;
    from: string;
    to: string;
    columns: string;
  };
};
