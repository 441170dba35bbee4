"use client";

import { useMemo } from "react";
import { formatCount } from "@/components/format/count";
import { prettyJson } from "@/components/requests/conversation/json";
import { LongText } from "@/components/requests/panel/long-text";
import { CopyButton } from "@/components/snippets/copy-button";
import type { RequestBody } from "@/lib/query/get-request";

const LIMIT = 100_000;

/** One body as it passed, JSON laid out for reading; copied exactly as it was. */
export function BodyView({ body, name }: { body: RequestBody; name: "request" | "response" }) {
  const { text } = body;
  const pretty = useMemo(() => (text === null ? "" : prettyJson(text)), [text]);
  return (
    <div className="px-4 pt-3">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <p className="text-xs text-muted">{bodyFacts(body)}</p>
        {text === null ? null : <CopyButton text={text} label={`Copy the ${name}’s body`} />}
      </div>
      {text === null || text === "" ? null : (
        <LongText
          text={pretty}
          limit={LIMIT}
          className="mt-1 rounded-md bg-sunken p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
        />
      )}
    </div>
  );
}

function bodyFacts({ text, contentType, length, cut }: RequestBody): string {
  const size = length === null ? null : `${formatCount(length)} bytes`;
  const facts = [contentType, size, cut ? "cut: only its beginning was kept" : null].filter((fact) => fact !== null);
  if (text === null) return ["Not kept, or not text", ...facts].join(", ");
  return facts.length === 0 ? "Empty" : facts.join(", ");
}
