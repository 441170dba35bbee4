import { createParser } from "eventsource-parser";
import { parseJson } from "@/components/requests/conversation/json";

/**
 * The JSON objects of a streamed body, in order: server-sent events, JSON lines or (Gemini) one JSON array. Null when it
 * is none of these. A last event that was cut off is left out.
 */
export function streamEvents(body: string): unknown[] | null {
  const start = body.trimStart();
  if (/^(data|event|id|retry|:)/.test(start)) return serverSentEvents(body);
  const whole = parseJson(start);
  if (whole !== undefined) return Array.isArray(whole) ? whole : null;
  if (!start.startsWith("{")) return null;
  const lines = start.split("\n").map(parseJson);
  return lines[0] === undefined ? null : lines.filter((line) => line !== undefined);
}

function serverSentEvents(body: string): unknown[] {
  const events: unknown[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      const value = parseJson(data);
      if (value !== undefined) events.push(value);
    },
  });
  parser.feed(body);
  return events;
}
