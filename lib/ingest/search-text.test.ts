import { expect, test } from "vitest";
import { details } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { searchTextOf } from "./search-text";
import { testRecord } from "./test-record";
import { finishBatch, openFinishedWriter } from "./write-batch";

function bodyOf(value: unknown, cut = false) {
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, contentType: "application/json", cut, length: bytes.length };
}

test.each([
  ["chat", { messages: [{ role: "user", content: [{ type: "text", text: "你好 grüezi" }] }] }],
  ["Anthropic", { system: "你好", messages: [{ role: "user", content: "grüezi" }] }],
  ["Gemini", { systemInstruction: { parts: [{ text: "你好" }] }, contents: [{ parts: [{ text: "grüezi" }] }] }],
  ["responses", { instructions: "你好", input: "grüezi" }],
  ["Cohere, version 1", { preamble: "你好", message: "grüezi" }],
])("the whole prompt of %s, then the answer", (_, body) => {
  const text = searchTextOf(testRecord({ requestBody: bodyOf(body), answerText: "مرحبا 👋" }));
  expect(text).toMatch(/你好\s?\n?grüezi\nمرحبا 👋$/);
});

test("what cannot be read is stood for by the preview; both sides are bounded, and well-formed", () => {
  const preview = testRecord({ requestBody: bodyOf({ messages: [] }, true), requestPreview: "prompt" });
  expect(searchTextOf(preview)).toBe("prompt\nHello!");
  const long = searchTextOf(
    testRecord({ requestBody: bodyOf({ prompt: `${"👋".repeat(4_000)}end` }), answerText: "\0x".repeat(5_000) }),
  );
  expect(long.length).toBeLessThanOrEqual(8_001);
  expect(long).toContain("end\nx");
  expect(long).not.toMatch(/\0|\p{Surrogate}/u);
});

test("kept only while search is on", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const write = openFinishedWriter(database);
  for (const search of [true, false]) await write(await finishBatch([testRecord({ projectId })], search));
  const rows = await database.select({ text: details.searchText }).from(details).orderBy(details.createdAt, details.id);
  expect(rows).toEqual([{ text: "Hello?\nHello!" }, { text: null }]);
});
