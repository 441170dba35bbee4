/** What the mock upstream answers to a chat completion, whole and as a stream, the same bytes every time. */
export const WHOLE_ANSWER = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1_763_600_000,
  model: "gpt-4o-mini-2024-07-18",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "The quick brown fox jumps over the lazy dog. ".repeat(20) },
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 412, completion_tokens: 200, total_tokens: 612 },
});

export const STREAMED_EVENTS = [
  ...Array.from({ length: 20 }, (_, index) =>
    event({ choices: [{ index: 0, delta: { content: `word${index} ` }, finish_reason: null }] }),
  ),
  event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
  event({ choices: [], usage: { prompt_tokens: 412, completion_tokens: 20, total_tokens: 432 } }),
  "data: [DONE]\n\n",
];

function event(part: object): string {
  const common = {
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1_763_600_000,
    model: "gpt-4o-mini",
  };
  return `data: ${JSON.stringify({ ...common, ...part })}\n\n`;
}

/** A chat request of about `bytes` bytes. */
export function chatRequest(bytes: number, stream: boolean): string {
  const content = "Please correct the spelling of this sentence. ".repeat(Math.ceil(bytes / 46)).slice(0, bytes);
  const streaming = stream ? { stream: true, stream_options: { include_usage: true } } : {};
  return JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content }], ...streaming });
}

/** A chat request whose answer comes slowly and goes on until the caller leaves. */
export const SLOW_REQUEST = JSON.stringify({ ...JSON.parse(chatRequest(1024, true)), user: "slow" });
