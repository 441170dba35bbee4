import { toJson } from "@/lib/providers/json-values";

/** Text beyond this is dropped: one answer never has more, and memory per call stays bounded. In UTF-16 units. */
const MAX_OUTPUT_LENGTH = 1_048_576;

/** A hostile stream may number its choices at will; beyond this many they share one text. */
const MAX_CHOICES = 128;

/** Collects what a model says, whole or piece by piece. The answer comes first, tool calls inside it, reasoning last. */
export type OutputText = {
  /** Appends to the answer of one choice; anything but a string is ignored. */
  answer: (piece: unknown, choice?: unknown) => void;
  /** Appends to the reasoning; anything but a string is ignored. */
  reasoning: (piece: unknown) => void;
  /** Appends a tool call, or a piece of one: a streamed call brings its name first and its arguments in pieces. */
  toolCall: (name: unknown, callArguments: unknown, choice?: unknown) => void;
  text: () => string;
};

/** Begins with nothing. */
export function collectOutput(): OutputText {
  const answers = new Map<number, string>();
  let reasoningText = "";
  let room = MAX_OUTPUT_LENGTH;

  const fitting = (piece: unknown): string => {
    if (typeof piece !== "string" || piece === "" || room === 0) return "";
    const kept = piece.length <= room ? piece : piece.slice(0, room);
    room -= kept.length;
    return kept;
  };
  const answer = (piece: unknown, choice: unknown = 0) => {
    const kept = fitting(piece);
    if (kept === "") return;
    const number = typeof choice === "number" && (answers.has(choice) || answers.size < MAX_CHOICES) ? choice : 0;
    answers.set(number, (answers.get(number) ?? "") + kept);
  };

  return {
    answer,
    reasoning: (piece) => {
      reasoningText += fitting(piece);
    },
    toolCall: (name, callArguments, choice) => {
      if (typeof name === "string" && name !== "") answer(`\n${name} `, choice);
      if (typeof callArguments === "string") answer(callArguments, choice);
      else if (callArguments !== undefined && callArguments !== null) answer(toJson(callArguments), choice);
    },
    text: () => {
      const parts = [...answers].sort(([left], [right]) => left - right).map(([, part]) => part);
      if (reasoningText !== "") parts.push(reasoningText);
      return parts.join("\n").trim().replaceAll("\0", "\ufffd");
    },
  };
}
