import "server-only";
import { type BuildQueryConfig, SQL } from "drizzle-orm";

/** Of one statement Postgres counts them in 16 bits, and postgres.js takes one less. */
const MOST_PARAMETERS = 65_534;

/**
 * A statement whose parameters are shared when they are too many: each value is sent once, however often it is said. A series
 * says its filter once for every bucket, so a long filter over a month of hours would not go through else.
 */
export class SharedParameters extends SQL {
  override toQuery(config: BuildQueryConfig) {
    const query = super.toQuery(config);
    if (query.params.length <= MOST_PARAMETERS) return query;
    const params: unknown[] = [];
    const places = new Map<string, Map<unknown, number>>();
    // By its cast as well: Postgres takes the type of a parameter from the first place where it stands.
    const text = query.sql.replace(/\$(\d+)((?:::\w+(?:\[\])*)?)/g, (_, number: string, cast: string) => {
      const value = query.params[Number(number) - 1];
      const ofCast = places.get(cast) ?? new Map<unknown, number>();
      const place = ofCast.get(value) ?? params.push(value);
      places.set(cast, ofCast.set(value, place));
      return `$${place}${cast}`;
    });
    return { sql: text, params };
  }
}
