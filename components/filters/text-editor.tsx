"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Operator } from "@/lib/filters/fields";
import { MAX_VALUE_LENGTH } from "@/lib/filters/filter";
import { patternProblem } from "@/lib/filters/pattern";

/** Typed texts or regular expressions, one per line: any of them may match. */
export function TextEditor({
  op,
  label,
  initial,
  onConfirm,
}: {
  op: Operator;
  label: string;
  initial: string[];
  onConfirm: (values: string[]) => void;
}) {
  const [text, setText] = useState(() => initial.join("\n"));
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus(), []);
  const values = [...new Set(text.split("\n").filter((line) => line !== ""))];
  const patterns = op === "matches" || op === "not_matches";
  const problem = patterns ? (values.map(patternProblem).find((found) => found !== null) ?? null) : null;
  const usable = values.length > 0 && problem === null && values.every((value) => value.length <= MAX_VALUE_LENGTH);
  const confirm = () => {
    if (usable) onConfirm(values);
  };
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      <textarea
        ref={input}
        rows={Math.min(6, Math.max(2, values.length + 1))}
        aria-label={label}
        aria-invalid={problem !== null}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          confirm();
        }}
        placeholder={patterns ? "^gpt-[45]" : "Text"}
        className="w-full resize-none rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-sm aria-invalid:border-failed"
      />
      <div className="flex items-start justify-between gap-2">
        <p className={problem === null ? "text-xs text-muted" : "text-xs text-failed"}>
          {problem === null ? `Any case. Shift+Enter for one more${patterns ? " expression" : ""}.` : `It ${problem}.`}
        </p>
        <Button type="submit" variant="primary" size="md" disabled={!usable}>
          Apply
        </Button>
      </div>
    </form>
  );
}
