import { readAnthropicResponse, readAnthropicStream } from "@/components/requests/conversation/anthropic";
import { readChatResponse, readChatStream, readMessagesRequest } from "@/components/requests/conversation/chat";
import { readGeminiRequest, readGeminiResponse, readGeminiStream } from "@/components/requests/conversation/gemini";
import { isObject, listAt, objectAt, parseJson, textAt } from "@/components/requests/conversation/json";
import type { Conversation, Message } from "@/components/requests/conversation/message";
import { readContent } from "@/components/requests/conversation/parts";
import {
  readResponsesRequest,
  readResponsesResponse,
  readResponsesStream,
} from "@/components/requests/conversation/responses";
import { streamEvents } from "@/components/requests/conversation/stream-events";

/**
 * What was said, read from the bodies by their form, since a path or a provider's name says little about compatible
 * servers. A side nothing could be read of is an empty list: the raw body is shown instead. Never throws.
 */
export function readConversation(requestBody: string | null, responseBody: string | null): Conversation {
  return {
    request: nonEmpty(readRequest(parseJson(requestBody ?? ""))),
    response: nonEmpty(readResponse(responseBody ?? "")),
  };
}

function nonEmpty(messages: Message[]): Message[] {
  return messages.filter((message) => message.parts.length > 0);
}

function readRequest(body: unknown): Message[] {
  if (!isObject(body)) return [];
  if (Array.isArray(body.contents)) return readGeminiRequest(body);
  if (Array.isArray(body.messages)) return readMessagesRequest(body);
  if (body.input !== undefined) return readResponsesRequest(body);
  return body.prompt === undefined ? [] : [{ role: "user", parts: readContent(body.prompt) }];
}

function readResponse(body: string): Message[] {
  const events = streamEvents(body);
  return events === null ? readWhole(parseJson(body)) : readStream(events);
}

function readWhole(body: unknown): Message[] {
  if (!isObject(body)) return [];
  const error = textAt(objectAt(body, "error"), "message") ?? textAt(body, "error");
  if (error !== null) return [{ role: "error", parts: readContent(error) }];
  if (Array.isArray(body.candidates)) return readGeminiResponse(body);
  if (Array.isArray(body.output)) return readResponsesResponse(body);
  if (Array.isArray(body.content)) return readAnthropicResponse(body);
  return readChatResponse(body);
}

function readStream(events: unknown[]): Message[] {
  const is = (test: (event: unknown) => boolean) => events.some(test);
  if (is((event) => listAt(event, "candidates").length > 0)) return readGeminiStream(events);
  if (is((event) => (textAt(event, "type") ?? "").startsWith("content_block_"))) return readAnthropicStream(events);
  if (is((event) => (textAt(event, "type") ?? "").startsWith("response."))) return readResponsesStream(events);
  return readChatStream(events);
}
