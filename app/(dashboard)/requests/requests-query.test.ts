import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "@/db/client";
import { createTestDatabase } from "@/db/test-database";
import { containing } from "@/lib/filters/filter";
import { TooManyBucketsError } from "@/lib/filters/time-range";
import { execute } from "@/lib/query/context";
import { TooSlowError } from "@/lib/query/too-slow";
import { answer } from "./requests-query";

async function refusalOf(work: () => Promise<unknown>) {
  const response = await answer(work);
  return { status: response.status, ...(await response.json()).error };
}

test("a page's route says what is wrong with a question, and what to do about one that takes too long", async () => {
  const { url } = await createTestDatabase();
  const database = openDatabase(url, { pool: 1, name: "test", statementTimeoutMs: 50 });
  onTestFinished(() => database.$client.end());
  const sleep = () => execute({ database }, sql`select pg_sleep(60)`);
  await expect(sleep()).rejects.toThrow(TooSlowError);
  await expect(sleep()).rejects.toMatchObject({ digest: "FACET_TOO_SLOW" });
  const late = await refusalOf(sleep);
  expect(late).toMatchObject({ status: 503, code: "unavailable" });
  expect(late.message).toContain("Choose a shorter range");
  const search = await refusalOf(async () => containing("model", "\0"));
  expect(search).toMatchObject({ status: 400, code: "bad_request", message: "must be well-formed text" });
  const many = await refusalOf(async () => {
    throw new TooManyBucketsError("more than 1000 buckets");
  });
  expect(many).toMatchObject({ status: 400, path: "granularity" });
});
