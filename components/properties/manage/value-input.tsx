"use client";

import { useDeferredValue, useId } from "react";
import { usePropertyValues } from "@/components/requests/panel/use-property-values";
import { Input } from "@/components/ui/input";

type ValueInputProps = {
  label: string;
  project: string;
  propertyKey: string;
  value: string;
  autoFocus?: boolean;
  onChange: (value: string) => void;
};

/** Any text, with the values suggested that requests carried in the last 30 days. */
export function ValueInput({ label, project, propertyKey, value, autoFocus, onChange }: ValueInputProps) {
  const id = useId();
  const known = usePropertyValues(project, propertyKey, useDeferredValue(value));
  return (
    <label htmlFor={id} className="flex flex-col gap-1.5 text-sm">
      {label}
      <Input
        id={id}
        list={`${id}values`}
        autoFocus={autoFocus}
        value={value}
        maxLength={1_024}
        placeholder="Empty text"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}values`}>
        {(known.data ?? []).map((each) => (
          <option key={each.value} value={each.value} />
        ))}
      </datalist>
    </label>
  );
}
