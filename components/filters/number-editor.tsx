"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { BUILT_IN_FIELDS, type Field, isBuiltInField, type Operator } from "@/lib/filters/fields";
import { readUnitNumber, UNIT_HINTS, unitNumber } from "@/lib/filters/units";

const PLACEHOLDERS = { usd: "0.01 or 1c", ms: "500ms or 2s", tokens: "1000 or 10k" } as const;

/** A number with its unit: dollars, milliseconds or tokens when none is given. Only "is" takes several. */
export function NumberEditor({
  field,
  op,
  label,
  initial,
  onConfirm,
}: {
  field: Field;
  op: Operator;
  label: string;
  initial: string[];
  onConfirm: (values: number[]) => void;
}) {
  const unit = (isBuiltInField(field) ? BUILT_IN_FIELDS[field].unit : null) ?? "tokens";
  const several = op === "eq";
  const [text, setText] = useState(() =>
    initial
      .slice(0, several ? undefined : 1)
      .map((value) => unitNumber(Number(value), unit))
      .join(", "),
  );
  const read = (several ? text.split(",") : [text]).map((part) => readUnitNumber(part.trim(), unit));
  const numbers = read.filter((value) => value !== null);
  const usable = numbers.length === read.length;
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable) onConfirm(numbers);
      }}
    >
      <div className="flex items-center gap-2">
        <Input
          autoFocus
          aria-label={label}
          aria-invalid={text.trim() !== "" && !usable}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={PLACEHOLDERS[unit]}
        />
        <Button type="submit" variant="primary" size="md" disabled={!usable}>
          Apply
        </Button>
      </div>
      <p className="text-xs text-muted">
        In {UNIT_HINTS[unit].replace("a number", "tokens")}
        {several ? "; several with commas" : ""}
      </p>
    </form>
  );
}
