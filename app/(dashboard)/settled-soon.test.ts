import { expect, test } from "vitest";
import { settledSoon } from "./settled-soon";

test("a page waits for its sections, those that fail included, but not for one that takes long", async () => {
  let answered = false;
  const quick = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    answered = true;
  });
  expect(await settledSoon([quick, Promise.reject(new Error("a section failed"))])).toBe(true);
  expect(answered).toBe(true);
  expect(await settledSoon([new Promise(() => undefined)])).toBe(false);
});
