import { at, isObject, readText } from "@/lib/providers/json-values";

/** No longer than the values of a filter, so that every error can be filtered by. */
const MAX_ERROR_LENGTH = 1024;

/**
 * The message of an error answer in any of the shapes in use: OpenAI and Anthropic `{error: {message}}`, Google's same
 * inside a list, Ollama `{error: "..."}`, Cohere, Bedrock and vLLM `{message}`, FastAPI `{detail}`. Null when `body` is none.
 */
export function readErrorMessage(body: unknown): string | null {
  const answer = Array.isArray(body) ? body[0] : body;
  if (!isObject(answer)) return null;
  const messages = [at(answer, "error", "message"), answer.error, answer.message, answer.detail];
  for (const message of messages) {
    const text = readText(message, MAX_ERROR_LENGTH);
    if (text !== null) return text;
  }
  return null;
}

/** https://platform.openai.com/docs/guides/error-codes */
export function openAiError(status: number, message: string): unknown {
  const type = status === 401 ? "authentication_error" : status < 500 ? "invalid_request_error" : "api_error";
  return { error: { message, type, param: null, code: status === 401 ? "invalid_api_key" : null } };
}

const ANTHROPIC_ERROR_TYPES = new Map([
  [400, "invalid_request_error"],
  [401, "authentication_error"],
  [403, "permission_error"],
  [404, "not_found_error"],
  [413, "request_too_large"],
  [429, "rate_limit_error"],
]);

/** https://docs.anthropic.com/en/api/errors */
export function anthropicError(status: number, message: string): unknown {
  const type = ANTHROPIC_ERROR_TYPES.get(status) ?? (status < 500 ? "invalid_request_error" : "api_error");
  return { type: "error", error: { type, message } };
}

const GOOGLE_ERROR_STATUSES = new Map([
  [400, "INVALID_ARGUMENT"],
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [429, "RESOURCE_EXHAUSTED"],
  [503, "UNAVAILABLE"],
  [504, "DEADLINE_EXCEEDED"],
]);

/** https://cloud.google.com/apis/design/errors */
export function googleError(status: number, message: string): unknown {
  return { error: { code: status, message, status: GOOGLE_ERROR_STATUSES.get(status) ?? "INTERNAL" } };
}

/** Cohere and Bedrock: the message alone. */
export function messageError(_status: number, message: string): unknown {
  return { message };
}

/** Ollama's own endpoints. */
export function ollamaError(_status: number, message: string): unknown {
  return { error: message };
}
