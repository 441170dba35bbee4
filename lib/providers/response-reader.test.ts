import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anthropicMessages } from "@/lib/providers/anthropic-messages";
import { RECORDED, type Recorded, readFixture } from "@/lib/providers/fixtures/recorded";
import { openAiChat } from "@/lib/providers/openai-chat";
import { openAiEmbeddings } from "@/lib/providers/openai-embeddings";
import { openResponseReader } from "@/lib/providers/response-reader";
import type { ResponseFacts } from "@/lib/providers/types";

function readPieces(answer: Omit<Recorded, "facts" | "file">, pieces: Uint8Array[]): ResponseFacts {
  const reader = openResponseReader(answer.shape, answer.contentType, answer.streaming);
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return reader.facts();
}

function cutAt(bytes: Uint8Array, offsets: number[]): Uint8Array[] {
  const ends = [...offsets].sort((left, right) => left - right);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

/** The answer with LF and with CRLF line ends; in JSON both are white space. */
function variants(file: string): [string, Buffer][] {
  const bytes = readFixture(file);
  return [
    ["LF", bytes],
    ["CRLF", Buffer.from(bytes.toString("utf8").replaceAll("\n", "\r\n"))],
  ];
}

describe.each(RECORDED)("$file", (answer) => {
  test("is read whole", () => {
    expect(readPieces(answer, [readFixture(answer.file)])).toEqual(answer.facts);
  });

  test.each(variants(answer.file))("cut at every byte, %s line ends", (_name, bytes) => {
    for (let offset = 0; offset <= bytes.length; offset++) {
      const facts = readPieces(answer, cutAt(bytes, [offset]));
      expect({ offset, ...facts }).toEqual({ offset, ...answer.facts });
    }
  });

  test.each(variants(answer.file))("cut anywhere, any number of times, %s line ends", (_name, bytes) => {
    const offsets = fc.array(fc.nat(bytes.length), { maxLength: 60 });
    fc.assert(
      fc.property(offsets, (cuts) => {
        expect(readPieces(answer, cutAt(bytes, cuts))).toEqual(answer.facts);
      }),
      { numRuns: 50 },
    );
  });

  test("byte by byte", () => {
    const bytes = readFixture(answer.file);
    expect(readPieces(answer, cutAt(bytes, [...bytes.keys()]))).toEqual(answer.facts);
  });
});

const STREAM = { shape: openAiChat, contentType: "text/event-stream", streaming: true };
const text = (value: string) => new TextEncoder().encode(value);

test("a stream that breaks off in an event keeps what came before it", () => {
  const bytes = readFixture("anthropic.sse");
  const reader = openResponseReader(anthropicMessages, "text/event-stream", true);
  reader.push(bytes.subarray(0, bytes.indexOf("☕") + 1));
  reader.end();
  expect(reader.facts()).toMatchObject({
    outputText: "Voilà\nLet me see…",
    usage: { inputTokens: 2125, outputTokens: 1 },
  });
});

test("a last event without its blank line counts", () => {
  const facts = readPieces(STREAM, [text('data: {"usage":{"prompt_tokens":3,"completion_tokens":4}}')]);
  expect(facts.usage).toMatchObject({ inputTokens: 3, outputTokens: 4 });
});

test("an event beyond the limit is skipped, the next is read", () => {
  const piece = text("x".repeat(1024 * 1024));
  const reader = openResponseReader(openAiChat, "text/event-stream", true);
  reader.push(text('data: {"id":"'));
  for (let count = 0; count < 20; count++) reader.push(piece);
  reader.push(text('"}\n\ndata: {"usage":{"prompt_tokens":3,"completion_tokens":4}}\n\n'));
  expect(reader.facts()).toMatchObject({ responseId: null, usage: { inputTokens: 3 } });
});

test("a hundred megabytes of vectors leave their usage", () => {
  const reader = openResponseReader(openAiEmbeddings, "application/json", false);
  const vector = text(`${"-0.0123,".repeat(125_000)}0`);
  reader.push(text('{"object":"list","data":['));
  for (let count = 0; count < 100; count++) {
    reader.push(text(`${count === 0 ? "" : ","}{"embedding":[`));
    reader.push(vector);
    reader.push(text("]}"));
  }
  reader.push(text('],"model":"m","usage":{"prompt_tokens":8,"total_tokens":8}}'));
  reader.end();
  expect(reader.facts()).toMatchObject({ model: "m", usage: { inputTokens: 8 } });
});

test("a whole answer beyond the limit is given up", () => {
  const reader = openResponseReader(openAiChat, "application/json", false);
  reader.push(text('{"id":"'));
  for (let count = 0; count < 20; count++) reader.push(text("x".repeat(1024 * 1024)));
  reader.push(text('","usage":{"prompt_tokens":3,"completion_tokens":4}}'));
  reader.end();
  expect(reader.facts().usage).toBeNull();
});

test("pushed bytes may be reused by their owner", () => {
  const reader = openResponseReader(openAiChat, "application/json", false);
  const bytes = text('{"model":"m"}');
  reader.push(bytes);
  bytes.fill(0);
  reader.end();
  expect(reader.facts().model).toBe("m");
});

test.each([
  ["audio/mpeg", true],
  ["application/vnd.amazon.eventstream", true],
  ["text/html", false],
])("%s is passed unread", (contentType, streaming) => {
  const facts = readPieces({ shape: openAiChat, contentType, streaming }, [text('{"model":"m"}')]);
  expect(facts.model).toBeNull();
});

test("without a content type the request decides", () => {
  const event = text('data: {"model":"m"}\n\n');
  expect(readPieces({ ...STREAM, contentType: "" }, [event]).model).toBe("m");
  expect(readPieces({ ...STREAM, contentType: "", streaming: false }, [event.subarray(6)]).model).toBe("m");
});

test("an error instead of the stream asked for is read", () => {
  const error = text('{"error":{"message":"No such model","type":"invalid_request_error"}}');
  expect(readPieces({ ...STREAM, contentType: "application/json" }, [error]).error).toBe("No such model");
});

test("bytes that are nothing at all never throw", () => {
  const input = fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.uint8Array(), fc.constantFrom(...RECORDED));
  fc.assert(
    fc.property(input, ([first, second, answer]) => {
      expect(readPieces(answer, [first, second])).toBeDefined();
    }),
  );
});
