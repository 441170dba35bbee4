import { emptyResponse } from "@/lib/providers/facts";
import { parseJson } from "@/lib/providers/json-values";
import type { ResponseFacts, StreamReader } from "@/lib/providers/types";

/** For shapes that do not stream: should a server stream all the same, the newest event that says something counts. */
export function readWholeStream(readResponse: (body: unknown) => ResponseFacts): StreamReader {
  let facts = emptyResponse();
  return {
    read: (data) => {
      const next = readResponse(parseJson(data));
      if (next.usage !== null || next.error !== null) facts = next;
    },
    facts: () => facts,
  };
}
