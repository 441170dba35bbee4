"use client";

import { useMemo, useState } from "react";
import { prettyJson } from "@/components/requests/conversation/json";
import type { Conversation, Message, Part } from "@/components/requests/conversation/message";
import { useFinding } from "@/components/requests/panel/find";
import { FoldedText } from "@/components/requests/panel/folded-text";
import { LongText } from "@/components/requests/panel/long-text";
import { MediaView } from "@/components/requests/panel/media-view";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { RequestDetail } from "@/lib/query/get-request";

const LIMIT = 4_000;
/** A longer history begins folded: its first message (the system's, mostly) and the last ones say what it is about. */
const SHOWN_MESSAGES = 8;
const PROSE = "mt-0.5 text-base whitespace-pre-wrap wrap-anywhere";
const CODE = "mt-1 rounded-md bg-sunken p-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere";

/** What was said, as plain text in order. What cannot be read points to the raw bodies. */
export function ConversationView({ conversation, detail }: { conversation: Conversation; detail: RequestDetail }) {
  const { request, response } = conversation;
  const [whole, setWhole] = useState(false);
  const finding = useFinding();
  const folded = whole || finding || request.length <= SHOWN_MESSAGES ? 0 : request.length - SHOWN_MESSAGES;
  return (
    <ol className="flex flex-col gap-4 px-4 pt-4">
      {request.length === 0 ? <Note>{missing("request", detail.request.text)}</Note> : null}
      {request.map((message, index) => {
        if (index > 0 && index < folded) return null;
        if (folded > 0 && index === folded) {
          return (
            <li key="earlier">
              <Button variant="link" size="inline" onClick={() => setWhole(true)}>
                Show {folded} earlier messages
              </Button>
            </li>
          );
        }
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity and never move.
        return <MessageView key={index} message={message} answer={false} />;
      })}
      {response.length === 0 ? <Note>{missing("response", detail.response.text)}</Note> : null}
      {response.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity and never move.
        <MessageView key={index} message={message} answer />
      ))}
      {detail.response.cut || detail.request.cut ? (
        <Note>Longer than what is kept: the end is missing here.</Note>
      ) : null}
    </ol>
  );
}

function missing(side: "request" | "response", text: string | null): string {
  if (text !== null && text !== "") return `The ${side} is in no form known here. See Raw ${side}.`;
  return side === "request" ? "The request’s body was not kept." : "There is no answer, or it was not kept.";
}

function Note({ children }: { children: string }) {
  return <li className="text-sm text-muted">{children}</li>;
}

function MessageView({ message, answer }: { message: Message; answer: boolean }) {
  return (
    <li className={classNames("border-l-2 pl-3", answer ? "border-accent" : "border-line-strong")}>
      <h4 className={classNames("text-xs font-medium", message.role === "error" ? "text-failed" : "text-muted")}>
        {roleName(message.role)}
      </h4>
      {message.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity and never move.
        <PartView key={index} part={part} />
      ))}
    </li>
  );
}

const ROLES = new Map([
  ["system", "System"],
  ["developer", "Developer"],
  ["user", "User"],
  ["assistant", "Assistant"],
  ["model", "Model"],
  ["tool", "Tool"],
  ["function", "Tool"],
  ["error", "Error"],
]);

function roleName(role: string): string {
  return ROLES.get(role) ?? role;
}

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case "text":
      return <TextView text={part.text} />;
    case "refusal":
      return (
        <div className="mt-1 text-sm">
          <span className="text-muted">Refused</span>
          <LongText text={part.text} limit={LIMIT} className={PROSE} />
        </div>
      );
    case "reasoning":
      return (
        <FoldedText
          label="Reasoning"
          text={part.text}
          className="mt-0.5 whitespace-pre-wrap text-muted wrap-anywhere"
        />
      );
    case "tool-call":
      return <FoldedText label={`Calls ${part.name}`} text={part.input} className={CODE} />;
    case "tool-result":
      return (
        <FoldedText
          label={part.name === null ? "Result" : `Result of ${part.name}`}
          text={part.output}
          className={CODE}
        />
      );
    case "media":
      return <MediaView part={part} />;
    case "unknown":
      return <LongText text={part.json} limit={LIMIT} className={CODE} />;
  }
}

/** Prose as it is; an answer in JSON laid out for reading. */
function TextView({ text }: { text: string }) {
  const pretty = useMemo(() => (/^\s*[[{]/.test(text) ? prettyJson(text) : text), [text]);
  return <LongText text={pretty} limit={LIMIT} className={pretty === text ? PROSE : CODE} />;
}
