import "server-only";
import { sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { resolveFields } from "./resolve-fields";
import { dimensionGrouping, splitGroups } from "./sql/dimension-grouping";
import { matchingFacts } from "./sql/filter-clause";
import { userOf } from "./sql/seen";
import type { Dimension } from "./types";

/** Different users (requests without one are not counted) and the moment of the newest request. */
export type SeenFigures = { users: number; lastSeen: Date | null };
export type SeenRow = SeenFigures & {
  /** `all`: every request in range and filter; users add up to it only when none has two values. */
  kind: "all" | "value" | "other" | "untagged";
  raw: number | string | null;
};

type SeenByValue = {
  field: Dimension;
  /** As found by `rankValues`; every other value counts as Other. */
  values: readonly (number | string)[];
  filter: Filter | null;
  range: ResolvedRange;
};

/** Who used some values, all others together, what is untagged, and everything; read from facts, users first. */
export async function seenByValue(context: QueryContext, input: SeenByValue): Promise<SeenRow[]> {
  const { field, filter, range } = input;
  const codes = await resolveFields(context, filter, [field, "user"]);
  const { user, isSomeone } = userOf(codes);
  const asked = codes.builtIns.has("user") ? sql`${user} as user_code` : user;
  const [kind, raw] = splitGroups(dimensionGrouping(field, codes), input.values);
  const scope = { projectId: codes.projectId, ...range, filter, reads: [field, "user"] as const };
  // By user first: counting distinct users of every group at once would sort all requests.
  const rows = await execute<{ kind: SeenRow["kind"]; raw: number | string | null; users: string; last: string }>(
    context,
    sql`select case when whole = 1 then 'all' else kind end as kind, raw,
        count(*) filter (where ${isSomeone(sql`user_code`)}) as users, extract(epoch from max(last)) * 1000 as last
      from (
        select kind, raw, user_code, grouping(kind) as whole, max(created_at) as last
        from (select ${kind} as kind, ${raw} as raw, ${asked}, ${facts.createdAt} ${matchingFacts(scope, codes)}) as matching
        group by grouping sets ((kind, raw, user_code), (user_code))
      ) as by_user group by whole, kind, raw`,
  );
  return rows.map((row) => ({
    kind: row.kind,
    raw: row.raw,
    users: Number(row.users),
    lastSeen: new Date(Number(row.last)),
  }));
}
