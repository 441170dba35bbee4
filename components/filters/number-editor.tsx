"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { BUILT_IN_FIELDS, type Field, isBuiltInField } from "@/lib/filters/fields";

/** A number in the field's unit: dollars, milliseconds or tokens. */
export function NumberEditor({
  field,
  label,
  initial,
  onConfirm,
}: {
  field: Field;
  label: string;
  initial: string;
  onConfirm: (values: number[]) => void;
}) {
  const [text, setText] = useState(initial);
  const unit = isBuiltInField(field) ? BUILT_IN_FIELDS[field].unit : null;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return (
    <form
      className="flex items-center gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (Number.isFinite(number)) onConfirm([number]);
      }}
    >
      {unit === "usd" ? <span className="text-muted">$</span> : null}
      <Input
        autoFocus
        inputMode="decimal"
        aria-label={label}
        aria-invalid={text.trim() !== "" && !Number.isFinite(number)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={unit === "usd" ? "0.01" : "1000"}
      />
      {unit === "ms" || unit === "tokens" ? <span className="text-muted">{unit}</span> : null}
      <Button type="submit" variant="primary" size="md" disabled={!Number.isFinite(number)}>
        Apply
      </Button>
    </form>
  );
}
