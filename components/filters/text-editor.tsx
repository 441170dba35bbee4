"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** A typed text, for "contains" and "starts with". */
export function TextEditor({
  label,
  initial,
  onConfirm,
}: {
  label: string;
  initial: string;
  onConfirm: (values: string[]) => void;
}) {
  const [text, setText] = useState(initial);
  return (
    <form
      className="flex items-center gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== "") onConfirm([text]);
      }}
    >
      <Input
        autoFocus
        aria-label={label}
        maxLength={1024}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="Text"
      />
      <Button type="submit" variant="primary" size="md" disabled={text === ""}>
        Apply
      </Button>
    </form>
  );
}
