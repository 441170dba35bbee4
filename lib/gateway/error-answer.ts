import type { Provider } from "@/lib/providers/types";
import type { Answer } from "./call";

/** An answer of our own, in the provider's error shape, so that its SDK raises its usual exception with our message. */
export function errorAnswer(provider: Provider, method: string, status: number, message: string): Answer {
  const body = Buffer.from(JSON.stringify(provider.errorBody(status, message)));
  return {
    status,
    statusText: "",
    headers: ["Content-Type", "application/json", "Content-Length", String(body.length)],
    body: method === "HEAD" ? null : body,
  };
}
