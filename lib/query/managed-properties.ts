import "server-only";
import { sql } from "drizzle-orm";
import { rollupFields } from "@/db/rollup-schema";
import { aliases, properties } from "@/db/schema";
import { execute, type QueryContext } from "./context";

/** How much of a property is summed up ahead: its values and their pairs with others, its values, sums of its values by day, nothing. */
type RollupStatus = "pairs" | "singles" | "sums" | "none";

export type ManagedProperty = {
  key: string;
  displayName: string;
  description: string | null;
  /** 1 to 16: the fast slot it holds; null: it is read from the requests' details. */
  slot: number | null;
  /** It is on its way to a slot or away from one, with requests before `until` done; null: it stays where it is. */
  move: { step: "waits" | "enters" | "leaves"; until: Date | null } | null;
  hidden: boolean;
  /** The key of the property it is merged into; null: none. */
  mergedInto: string | null;
  /** Values on requests older than so many days are deleted; null: kept as long as their requests. */
  keepDays: number | null;
  firstUsed: Date;
  rollup: RollupStatus;
  /** Why not all of it is summed up; null when all is, or when it has no slot. */
  reason: string | null;
};

/** Every property of the project, the hidden ones too, in order of first use. */
export async function managedProperties(context: QueryContext): Promise<ManagedProperty[]> {
  const rows = await execute<
    Omit<ManagedProperty, "firstUsed" | "rollup" | "move"> & {
      firstUsed: string;
      state: RollupStatus | null;
      step: NonNullable<ManagedProperty["move"]>["step"] | null;
      movedUntil: string | null;
    }
  >(
    context,
    sql`select key, display_name as "displayName", description, slot, keep_days as "keepDays", hidden_at is not null as hidden, (
          select to_key from ${aliases} where ${aliases.projectId} = ${context.project.id}
            and ${aliases.key} = ${properties.key} and ${aliases.value} is null
        ) as "mergedInto",
        case when moving_from is null then case when promised_slot is not null then 'waits' end
          when slot is null then 'leaves' else 'enters' end as step,
        extract(epoch from moved_until) * 1000 as "movedUntil",
        extract(epoch from created_at) * 1000 as "firstUsed", ${rollupFields.state} as state, ${rollupFields.reason} as reason
      from ${properties} left join ${rollupFields}
        on ${rollupFields.projectId} = ${context.project.id} and ${rollupFields.fieldId} = ${properties.id}
      where ${properties.projectId} = ${context.project.id} order by ${properties.id}`,
  );
  return rows.map(({ state, firstUsed, step, movedUntil, ...row }) => ({
    ...row,
    move: step === null ? null : { step, until: movedUntil === null ? null : new Date(Number(movedUntil)) },
    firstUsed: new Date(Number(firstUsed)),
    rollup: row.slot === null ? "none" : (state ?? "pairs"),
    reason: row.slot === null ? null : row.reason,
  }));
}
