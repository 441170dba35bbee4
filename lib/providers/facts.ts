import type { RequestFacts, ResponseFacts } from "@/lib/providers/types";

/** What is known of a request whose body says nothing to us: multipart, empty, not JSON. */
export function emptyRequest(): RequestFacts {
  return {
    model: null,
    stream: false,
    user: null,
    metadata: new Map(),
    parameters: {},
    preview: "",
    promptText: () => "",
  };
}

/** What is known of an answer before anything has been read. */
export function emptyResponse(): ResponseFacts {
  return {
    model: null,
    responseId: null,
    usage: null,
    reportedCost: null,
    serviceTier: null,
    finishReason: null,
    outputText: "",
    error: null,
  };
}
