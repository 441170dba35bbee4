import "server-only";
import type { Access } from "@/lib/api/access";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange, TimeRange } from "@/lib/filters/time-range";

/** What every section of the page is asked about. */
export type View = {
  access: Access;
  filter: Filter | null;
  range: TimeRange;
  resolved: ResolvedRange;
  now: Date;
  /** What links keep. */
  params: {
    project: string | null;
    filter: string;
    range: string;
    from: string;
    to: string;
    columns: string;
  };
};
