import fc from "fast-check";
import { expect, test } from "vitest";
import { splitAwsEvents } from "./aws-event-stream";
import { bedrock } from "./bedrock";
import { openResponseReader } from "./response-reader";

/** One message, as the format's specification lays it out; checksums are not read. */
function message(headers: Record<string, string>, payload: string): Buffer {
  const encoded = Object.entries({ ...headers, ":content-type": "application/json" }).map(([name, value]) => {
    const head = Buffer.from([name.length, ...Buffer.from(name), 7, 0, 0]);
    head.writeUInt16BE(Buffer.byteLength(value), head.length - 2);
    return Buffer.concat([head, Buffer.from(value)]);
  });
  // A header of another type, whose length is not written: it must be passed over.
  const all = Buffer.concat([Buffer.from([1, 0x61, 4, 0, 0, 0, 9]), ...encoded]);
  const body = Buffer.from(payload);
  const whole = Buffer.alloc(12 + all.length + body.length + 4);
  whole.writeUInt32BE(whole.length, 0);
  whole.writeUInt32BE(all.length, 4);
  all.copy(whole, 12);
  body.copy(whole, 12 + all.length);
  return whole;
}

const event = (type: string, payload: unknown) => message({ ":event-type": type }, JSON.stringify(payload));

function read(pieces: Uint8Array[]) {
  const reader = openResponseReader(bedrock, "application/vnd.amazon.eventstream", true);
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return reader.facts();
}

const CONVERSE = [
  event("messageStart", { role: "assistant" }),
  event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Zażółć " } }),
  event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "gęślą" } }),
  event("contentBlockStart", { contentBlockIndex: 1, start: { toolUse: { name: "get_weather", toolUseId: "t" } } }),
  event("contentBlockDelta", { contentBlockIndex: 1, delta: { toolUse: { input: '{"city":1}' } } }),
  event("messageStop", { stopReason: "tool_use" }),
  event("metadata", {
    usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18, cacheReadInputTokens: 5, cacheWriteInputTokens: 0 },
    metrics: { latencyMs: 300 },
  }),
];

test("Converse's stream is read, however the bytes are cut", () => {
  const bytes = Buffer.concat(CONVERSE);
  const expected = {
    finishReason: "tool_use",
    usage: { inputTokens: 16, outputTokens: 7, cacheReadTokens: 5, cacheWriteTokens: 0 },
    outputText: expect.stringMatching(/^Zażółć gęślą.*get_weather.*"city":1/s),
  };
  expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toMatchObject(expected);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      expect(read(places.slice(1).map((end, index) => bytes.subarray(places[index], end)))).toMatchObject(expected);
    }),
  );
});

test("a model's own events inside chunks are read; Bedrock's counts stand in where it reports none", () => {
  const chunk = (inner: unknown) =>
    event("chunk", { bytes: Buffer.from(JSON.stringify(inner)).toString("base64"), p: "abc" });
  const metrics = { "amazon-bedrock-invocationMetrics": { inputTokenCount: 30, outputTokenCount: 4 } };
  expect(
    read([
      chunk({ type: "message_start", message: { id: "msg_1", model: "claude", usage: { input_tokens: 3 } } }),
      chunk({ type: "content_block_delta", delta: { type: "text_delta", text: "Hi" } }),
      chunk({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } }),
      chunk({ type: "message_stop", ...metrics }),
    ]),
  ).toMatchObject({
    responseId: "msg_1",
    outputText: "Hi",
    finishReason: "end_turn",
    usage: { inputTokens: 3, outputTokens: 2 },
  });
  expect(read([chunk({ generation: "Hi" }), chunk(metrics)])).toMatchObject({
    usage: { inputTokens: 30, outputTokens: 4 },
  });
});

test("an exception inside a stream is its error", () => {
  const headers = { ":message-type": "exception", ":exception-type": "throttlingException" };
  expect(read([...CONVERSE.slice(0, 2), message(headers, '{"message":"Too many requests"}')])).toMatchObject({
    error: "Too many requests",
    outputText: "Zażółć",
    usage: null,
  });
});

test("whatever arrives, nothing throws, and messages that are too long are skipped", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (pieces) => {
      read(pieces);
    }),
  );
  const names: (string | undefined)[] = [];
  const push = splitAwsEvents(200, (_, name) => names.push(name));
  push(Buffer.concat([event("long", "x".repeat(500)), event("short", 1)]));
  expect(names).toEqual(["short"]);
  push(Buffer.alloc(12));
  push(event("after", 1));
  expect(names).toEqual(["short"]);
});
