import { createParser } from "eventsource-parser";
import { skipArrays } from "@/lib/providers/array-skipper";
import { splitAwsEvents } from "@/lib/providers/aws-event-stream";
import { emptyResponse } from "@/lib/providers/facts";
import { parseJson } from "@/lib/providers/json-values";
import { splitObjects } from "@/lib/providers/object-splitter";
import type { ProviderShape, ResponseFacts, StreamReader } from "@/lib/providers/types";

/** A stream event longer than this (in UTF-16 units) is skipped. */
const MAX_EVENT_LENGTH = 8 * 1024 * 1024;

/** A whole answer longer than this is not read: its usage stays unknown. */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

/** Reads an answer as its bytes pass. Nothing here throws, and memory is bounded whatever arrives. */
export type ResponseReader = {
  /** The next bytes, decoded from any content encoding, cut anywhere. They are copied when kept. */
  push: (bytes: Uint8Array) => void;
  /** The answer is over, whether complete or broken off. */
  end: () => void;
  /** What is known so far. A whole (not streamed) answer is known only after `end`. */
  facts: () => ResponseFacts;
};

/**
 * Opens the reader for one answer. `contentType` is the answer's header; `streaming` says whether the request asked for a
 * stream, which decides where the header does not. Shape null, or content that is neither events nor JSON: reads nothing.
 */
export function openResponseReader(
  shape: ProviderShape | null,
  contentType: string | null,
  streaming: boolean,
): ResponseReader {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (shape === null) return readNothing();
  if (type === "application/vnd.amazon.eventstream") return readAwsEvents(shape.openStream());
  if (type === "text/event-stream") return readEvents(shape.openStream());
  if (/ndjson|jsonl|stream\+json/.test(type)) return readObjects(shape.openStream());
  if (/^application\/(?:.*\+)?json$/.test(type)) {
    return streaming && shape.streamsJson ? readObjects(shape.openStream()) : readWhole(shape);
  }
  if (type !== "" && type !== "text/plain") return readNothing();
  return streaming ? readEvents(shape.openStream()) : readWhole(shape);
}

function readNothing(): ResponseReader {
  return { push: () => {}, end: () => {}, facts: emptyResponse };
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html, but a last event without its blank line counts too. */
function readEvents(reader: StreamReader): ResponseReader {
  const decoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: ({ data, event }) => reader.read(data, event),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") parser.reset();
    },
  });
  return {
    push: (bytes) => parser.feed(decoder.decode(bytes, { stream: true })),
    end: () => parser.feed(`${decoder.decode()}\n\n`),
    facts: reader.facts,
  };
}

function readAwsEvents(reader: StreamReader): ResponseReader {
  return { push: splitAwsEvents(MAX_EVENT_LENGTH, reader.read), end: () => {}, facts: reader.facts };
}

function readObjects(reader: StreamReader): ResponseReader {
  const decoder = new TextDecoder();
  const split = splitObjects(MAX_EVENT_LENGTH, (json) => reader.read(json, undefined));
  return {
    push: (bytes) => split(decoder.decode(bytes, { stream: true })),
    end: () => split(decoder.decode()),
    facts: reader.facts,
  };
}

/** One for all: without `stream` it keeps nothing between two texts. */
const WHOLE_TEXT = new TextDecoder();

function readWhole(shape: ProviderShape): ResponseReader {
  const filter = shape.ignoresArrays ? skipArrays() : (bytes: Uint8Array) => bytes.slice();
  let pieces: Uint8Array[] = [];
  let length = 0;
  let facts = emptyResponse();
  return {
    push: (bytes) => {
      if (length > MAX_WHOLE_BYTES) return;
      const piece = filter(bytes);
      length += piece.length;
      if (length > MAX_WHOLE_BYTES) pieces = [];
      else if (piece.length > 0) pieces.push(piece);
    },
    end: () => {
      const text = WHOLE_TEXT.decode(joinBytes(pieces));
      pieces = [];
      if (text !== "") facts = shape.readResponse(parseJson(text));
    },
    facts: () => facts,
  };
}

function joinBytes(pieces: Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
