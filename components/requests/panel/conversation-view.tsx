import { Paperclip } from "lucide-react";
import type { Conversation, Message, Part } from "@/components/requests/conversation/message";
import { LongText } from "@/components/requests/panel/long-text";
import { classNames } from "@/components/ui/class-names";
import type { RequestDetail } from "@/lib/query/get-request";

const LIMIT = 4_000;
const CODE = "mt-1 rounded-md bg-sunken p-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere";

/** What was said, as plain text in order. What cannot be read points to the raw bodies. */
export function ConversationView({ conversation, detail }: { conversation: Conversation; detail: RequestDetail }) {
  const { request, response } = conversation;
  return (
    <ol className="flex flex-col gap-4 px-4 pt-4">
      {request.length === 0 ? <Note>{missing("request", detail.request.text)}</Note> : null}
      {request.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity and never move.
        <MessageView key={index} message={message} answer={false} />
      ))}
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
      return <LongText text={part.text} limit={LIMIT} className="mt-0.5 text-base whitespace-pre-wrap wrap-anywhere" />;
    case "refusal":
      return (
        <Labelled label="Refused" text={part.text} className="mt-0.5 text-base whitespace-pre-wrap wrap-anywhere" />
      );
    case "reasoning":
      return (
        <Labelled label="Reasoning" text={part.text} className="mt-0.5 whitespace-pre-wrap text-muted wrap-anywhere" />
      );
    case "tool-call":
      return <Labelled label={`Calls ${part.name}`} text={part.input} className={CODE} />;
    case "tool-result":
      return (
        <Labelled
          label={part.name === null ? "Result" : `Result of ${part.name}`}
          text={part.output}
          className={CODE}
        />
      );
    case "media":
      return (
        <p className="mt-1 flex items-center gap-1.5 text-sm text-muted wrap-anywhere">
          <Paperclip aria-hidden className="size-3.5 shrink-0" />
          {part.label.slice(0, 300)}
        </p>
      );
    case "unknown":
      return <LongText text={part.json} limit={LIMIT} className={CODE} />;
  }
}

function Labelled({ label, text, className }: { label: string; text: string; className: string }) {
  return (
    <div className="mt-1 text-sm">
      <span className="text-muted">{label}</span>
      <LongText text={text} limit={LIMIT} className={className} />
    </div>
  );
}
