"use client";

import { useState } from "react";
import { ChoiceList } from "@/components/filters/choice-list";
import { NumberEditor } from "@/components/filters/number-editor";
import { firstOperator, makeLeaf, operatorsOf, takesChoice, takesNoValue } from "@/components/filters/operators";
import { StatusChoice } from "@/components/filters/status-choice";
import { TextEditor } from "@/components/filters/text-editor";
import { ValueChoice } from "@/components/filters/value-choice";
import { fieldLabel, operatorLabel, type PropertyNames } from "@/lib/filters/chips";
import { type Field, fieldType, isChoiceField, type Operator } from "@/lib/filters/fields";
import type { Leaf } from "@/lib/filters/filter";

type Props = {
  field: Field;
  /** What is edited; null for a new condition. */
  leaf: Leaf | null;
  names: PropertyNames;
  /** Called at every valid change; null when nothing is chosen any more. */
  onChange: (leaf: Leaf | null) => void;
  /** Called when a typed value is confirmed, with the condition as it is then. */
  onDone: (leaf: Leaf | null) => void;
};

/** Operator and values of one condition. Choices apply as they are made, typed values by Enter or Apply. */
export function LeafEditor({ field, leaf, names, onChange, onDone }: Props) {
  const [op, setOp] = useState<Operator>(leaf?.op ?? firstOperator(field));
  const label = fieldLabel(field, names);
  const chosen = leaf?.values.map(String) ?? [];

  const changeOperator = (next: Operator) => {
    setOp(next);
    if (takesNoValue(next)) onChange(makeLeaf(field, next, []));
    else if (leaf !== null && leaf.values.length > 0) {
      const changed = makeLeaf(field, next, leaf.values);
      if (changed !== null) onChange(changed);
    }
  };
  const apply = (values: (string | number)[]) => {
    onChange(values.length === 0 ? null : makeLeaf(field, op, values));
  };
  const confirm = (values: (string | number)[]) => {
    apply(values);
    onDone(values.length === 0 ? null : makeLeaf(field, op, values));
  };

  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b px-3">
        <span className="min-w-0 truncate font-medium">{label}</span>
        <select
          aria-label="Condition"
          value={op}
          onChange={(event) => {
            const next = operatorsOf(field).find((name) => name === event.target.value);
            if (next !== undefined) changeOperator(next);
          }}
          className="field-sizing-content h-7 rounded-md border-transparent bg-raised text-muted hover:text-ink"
        >
          {operatorsOf(field).map((name) => (
            <option key={name} value={name}>
              {operatorLabel(name)}
            </option>
          ))}
        </select>
      </div>
      <Values field={field} op={op} label={label} chosen={chosen} onChoose={apply} onConfirm={confirm} />
    </div>
  );
}

function Values({
  field,
  op,
  label,
  chosen,
  onChoose,
  onConfirm,
}: {
  field: Field;
  op: Operator;
  label: string;
  chosen: string[];
  onChoose: (values: (string | number)[]) => void;
  onConfirm: (values: (string | number)[]) => void;
}) {
  if (takesNoValue(op)) {
    return <p className="px-3 py-2.5 text-muted">{op === "is_set" ? `Has a value` : `Has no value`}</p>;
  }
  if (field === "status") return <StatusChoice chosen={chosen} onChoose={onChoose} />;
  if (fieldType(field) === "number") {
    return <NumberEditor key={op} field={field} op={op} label={label} initial={chosen} onConfirm={onConfirm} />;
  }
  if (isChoiceField(field)) return <ChoiceList field={field} label={label} chosen={chosen} onChoose={onChoose} />;
  if (takesChoice(op)) return <ValueChoice field={field} label={label} chosen={chosen} onChoose={onChoose} />;
  return <TextEditor key={op} op={op} label={label} initial={chosen} onConfirm={onConfirm} />;
}
