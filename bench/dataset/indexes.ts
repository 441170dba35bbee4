import { openDatabase } from "@/db/client";
import { buildSparseIndexes } from "@/db/sparse-indexes";

/** The indexes that the writer's index worker gives to days that were there before them; nothing when all have theirs. */
export async function completeIndexes(url: string): Promise<void> {
  const database = openDatabase(url, { pool: 1, name: "facet-dataset" });
  try {
    await buildSparseIndexes(database);
  } finally {
    await database.$client.end();
  }
}
