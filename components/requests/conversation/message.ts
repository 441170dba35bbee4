/** One piece of a message, ready to be shown as text. Nothing of it is ever interpreted as markup. */
export type Part =
  | { kind: "text" | "reasoning" | "refusal"; text: string }
  /** `input` is the arguments, as JSON or whatever text the model produced. */
  | { kind: "tool-call"; name: string; input: string }
  | { kind: "tool-result"; name: string | null; output: string }
  | MediaPart
  /** Something no reader knows, as JSON. */
  | { kind: "unknown"; json: string };

/**
 * Pictures, sound and files. `preview` is a `data:` URL of a picture that came with the body; `link` an address the reader
 * may follow: a page about traffic fetches nothing on its behalf.
 */
export type MediaPart = { kind: "media"; label: string; preview: string | null; link: string | null };

export type Message = { role: string; parts: Part[] };

/** What was said in one call, whatever shape it was said in. */
export type Conversation = { request: Message[]; response: Message[] };
