import fc from "fast-check";
import { expect, test } from "vitest";
import { RECORDED, readFixture } from "@/lib/providers/fixtures/recorded";
import type { ProviderShape, ResponseFacts } from "@/lib/providers/types";

const SHAPES: ProviderShape[] = [...new Set(RECORDED.map(({ shape }) => shape))];

/** Every key that any recorded answer uses, and those that break naive code. */
const KEYS = [
  ...new Set([
    ...RECORDED.flatMap(
      ({ file }) =>
        readFixture(file)
          .toString()
          .match(/(?<=")\w+(?=" ?:)/g) ?? [],
    ),
  ]),
  ...["messages", "input", "prompt", "system", "contents", "parts", "metadata", "tools", "user", "generationConfig"],
  ...["__proto__", "constructor", "toString", "length"],
];

const { value: hostileJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, -1, 0.5, 3, 1e308, 2 ** 53, "", "\u0000\ud800", "error", "text", "AUDIO"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie("value")), { maxLength: 6 }).map(objectOf),
  ),
}));

/** An object as JSON.parse makes it: `__proto__` becomes a key like any other. */
function objectOf(entries: [string, unknown][]): unknown {
  return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`);
}

function expectSound(facts: ResponseFacts): void {
  const counts = Object.values(facts.usage ?? {}).filter((count) => count !== null);
  expect(counts.every((count) => Number.isInteger(count) && count >= 0 && count < 2 ** 31)).toBe(true);
  expect(facts.reportedCost === null || Number.isSafeInteger(facts.reportedCost)).toBe(true);
  const texts = [facts.model, facts.responseId, facts.finishReason, facts.error];
  expect(texts.every((text) => text === null || (text !== "" && !/\0|\p{Surrogate}/u.test(text)))).toBe(true);
  expect(facts.outputText).not.toContain("\u0000");
}

test.each(SHAPES)("$name reads any answer", (shape) => {
  fc.assert(
    fc.property(hostileJson, (body) => expectSound(shape.readResponse(body))),
    { numRuns: 500 },
  );
});

test.each(SHAPES)("$name reads any stream", (shape) => {
  const run = (events: unknown[]) => {
    const reader = shape.openStream();
    for (const event of events) reader.read(typeof event === "string" ? event : JSON.stringify(event), undefined);
    expectSound(reader.facts());
  };
  fc.assert(fc.property(fc.array(hostileJson, { maxLength: 8 }), run), { numRuns: 300 });
});

test.each(SHAPES)("$name reads any request", (shape) => {
  const run = (body: unknown, path: string) => {
    const request = shape.readRequest(body, path);
    expect(request.preview.length).toBeLessThanOrEqual(300);
    expect(typeof request.promptText()).toBe("string");
    expect(JSON.stringify(request.parameters)).not.toMatch(/\\u0000|\\ud8/);
    expect([...request.metadata].flat().join()).not.toContain("\u0000");
  };
  fc.assert(fc.property(hostileJson, fc.string(), run), { numRuns: 500 });
});

test.each(SHAPES)("$name survives nesting without end", (shape) => {
  const deep = JSON.parse(`${'{"content":[{"input":'.repeat(20_000)}1${"}]}".repeat(20_000)}`);
  const body = {
    messages: [deep],
    content: [deep, { name: "f", input: deep }],
    tools: [deep],
    input: deep,
    stop: deep,
  };
  expectSound(shape.readResponse(body));
  const call = { function: { name: "f", arguments: deep } };
  expectSound(shape.readResponse({ message: { tool_calls: [call] }, choices: [{ message: { tool_calls: [call] } }] }));
  expect(shape.readRequest(body, "").promptText()).toBeDefined();
});

test("an answer without end is kept only in part", () => {
  for (const shape of SHAPES) {
    const reader = shape.openStream();
    const text = "x".repeat(100_000);
    const event = JSON.stringify({ choices: [{ delta: { content: text } }], delta: { text }, response: text });
    for (let count = 0; count < 50; count++) reader.read(event, undefined);
    expect(reader.facts().outputText.length).toBeLessThanOrEqual(1_048_576);
  }
});
