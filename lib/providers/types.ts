/**
 * Token counts of one call, by kind.
 *
 * `inputTokens` is the total of the prompt, cached parts included; `outputTokens` is the total of the answer, reasoning
 * included. The other kinds are parts of those two, never added to them. `null` means the provider did not say.
 */
export type Usage = {
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  /** Part of `cacheWriteTokens` that Anthropic keeps for an hour at a higher price. Not stored: used when pricing. */
  cacheWriteHourTokens?: number | null;
  reasoningTokens: number | null;
  inputAudioTokens: number | null;
  outputAudioTokens: number | null;
  /** Parts of input and output that are images. Not stored: used when pricing. */
  inputImageTokens?: number;
  outputImageTokens?: number;
  /** Sound that was heard, where the provider counts that and not tokens (Whisper). Not stored: used when pricing. */
  inputAudioSeconds?: number;
  /** Searches of the web that the provider charges one by one (Anthropic). Not stored: used when pricing. */
  webSearches?: number;
};

/** Where the token counts come from: the provider's answer, our tokenizer, or nowhere. */
export type UsageSource = "reported" | "estimated" | "none";

/** What one provider shape reads from a request's JSON body (and, for Gemini and Azure, from its path). */
export type RequestFacts = {
  model: string | null;
  stream: boolean;
  /** The provider's own end-user field: OpenAI `user`, Anthropic `metadata.user_id`. */
  user: string | null;
  /** OpenAI's body `metadata`: string pairs that become properties. */
  metadata: Map<string, string>;
  /** Sampling and similar settings worth showing: temperature, max_tokens, top_p... Never messages or tools. */
  parameters: Record<string, unknown>;
  /** The last user message as plain text, at most 300 characters, for the list. */
  preview: string;
  /** All prompt text, for the tokenizer. Called only when usage has to be estimated. */
  promptText: () => string;
};

/** What one provider shape reads from an answer, whole or put together from stream events. */
export type ResponseFacts = {
  /** The model that answered, as the provider names it. */
  model: string | null;
  /** Provider's own id of the answer (`chatcmpl-...`, `msg_...`). */
  responseId: string | null;
  /** Null when the provider reported none. */
  usage: Usage | null;
  /** Cost in nano-dollars when the provider itself reports it (OpenRouter `usage.cost`), else null. */
  reportedCost: number | null;
  /** How the call was served where that has a price of its own, in lower case: `flex`, `priority`. */
  serviceTier: string | null;
  finishReason: string | null;
  /** All text the model produced, tool-call arguments included: for the tokenizer; its first 300 characters are the preview. */
  outputText: string;
  /** Message of the provider's error object, when the answer is one. */
  error: string | null;
};

/** Collects one streamed answer, event by event. Never throws: what it does not understand it skips. */
export type StreamReader = {
  /** One server-sent event (or one NDJSON line: then `event` is undefined). */
  read: (data: string, event: string | undefined) => void;
  /** What is known so far; may be called before the stream has ended (cancelled calls). */
  facts: () => ResponseFacts;
};

/**
 * One wire shape. Many providers share a shape (Groq, Mistral, xAI... speak `openai-chat`).
 * Every function is total: hostile or unexpected JSON yields nulls, never an exception.
 */
export type ProviderShape = {
  name: string;
  readRequest: (body: unknown, path: string) => RequestFacts;
  readResponse: (body: unknown) => ResponseFacts;
  openStream: () => StreamReader;
  /** Streams may also come as JSON objects, one per line or as one array, where others send server-sent events. */
  streamsJson?: boolean;
  /** What goes in or out is sound or images: where no usage is reported, the texts tell nothing of it. */
  notText?: boolean;
  /** The arrays of a whole answer hold nothing but vectors, files and the like: they are dropped as the bytes pass. */
  ignoresArrays?: boolean;
};

/** One upstream, as data. */
export type Provider = {
  /** Name in gateway paths, filters and the UI: `openai`, `anthropic`, `google`... */
  id: string;
  displayName: string;
  /** Helicone's spellings and other accepted names: `oai`, `gemini`... */
  aliases: string[];
  /** Where calls go unless FACET_UPSTREAM_<ID> says otherwise; null for `custom` and those that need a target header. */
  baseUrl: string | null;
  /** Hostnames by which `custom` calls are recognised as this provider; a leading dot takes in every subdomain. */
  hosts: string[];
  /** The provider's id in @pydantic/genai-prices, when it differs from `id`. */
  priceId: string;
  /** Which shape a path of this provider speaks; null: passed through, recorded without usage. */
  shapeFor: (path: string) => ProviderShape | null;
  /** The body of an error answer in this provider's own shape, so that its SDK raises its usual exception. */
  errorBody: (status: number, message: string) => unknown;
};
