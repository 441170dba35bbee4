import { useId } from "react";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type PropertyChoiceProps = {
  label: string;
  properties: readonly ManagedProperty[];
  /** A key; empty: none chosen yet. */
  value: string;
  onChange: (key: string) => void;
};

/** One of the properties, by name. */
export function PropertyChoice({ label, properties, value, onChange }: PropertyChoiceProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex flex-col gap-1.5 text-sm">
      {label}
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-sm"
      >
        <option value="" disabled>
          Choose a property
        </option>
        {properties.map(({ key, displayName }) => (
          <option key={key} value={key}>
            {displayName}
          </option>
        ))}
      </select>
    </label>
  );
}
