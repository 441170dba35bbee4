"use client";

import { Group, X } from "lucide-react";
import { useState } from "react";
import { fieldIcon } from "@/components/filters/field-list";
import { LeafEditor } from "@/components/filters/leaf-editor";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { fieldLabel, filterSentence, type PropertyNames } from "@/lib/filters/chips";
import { type Filter, isLeaf, type Leaf } from "@/lib/filters/filter";

type Props = {
  filter: Filter;
  names: PropertyNames;
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
  /** Groups are edited in a place of their own. */
  onOpenGroup: () => void;
};

/** One condition as a sentence: its text edits it in place, its cross removes it. */
export function FilterChip({ filter, names, onChange, onRemove, onOpenGroup }: Props) {
  const sentence = filterSentence(filter, names);
  return (
    <div className="flex h-6 w-fit max-w-full min-w-0 items-center rounded-sm bg-sunken text-sm md:max-w-96">
      {isLeaf(filter) ? (
        <EditableText leaf={filter} sentence={sentence} names={names} onChange={onChange} onRemove={onRemove} />
      ) : (
        <button
          type="button"
          aria-label={`Edit filter: ${sentence}`}
          title={sentence}
          onClick={onOpenGroup}
          className="flex h-full min-w-0 items-center gap-1.5 rounded-l-sm pr-1 pl-1.5 hover:bg-line"
        >
          <Group aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span className="truncate">{sentence}</span>
        </button>
      )}
      <button
        type="button"
        aria-label={`Remove filter: ${sentence}`}
        onClick={onRemove}
        className="flex h-full shrink-0 items-center rounded-r-sm px-1 text-muted hover:bg-line hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}

function EditableText({
  leaf,
  sentence,
  names,
  onChange,
  onRemove,
}: Omit<Props, "filter" | "onOpenGroup"> & { leaf: Leaf; sentence: string }) {
  const [open, setOpen] = useState(false);
  // Ticking off the last value removes the condition only once the list is closed.
  const [emptied, setEmptied] = useState(false);
  const Icon = fieldIcon(leaf.field);
  const label = fieldLabel(leaf.field, names);
  const show = (next: boolean) => {
    setOpen(next);
    if (!next && emptied) onRemove();
    setEmptied(false);
  };
  return (
    <Popover open={open} onOpenChange={show}>
      <PopoverTrigger
        title={sentence}
        aria-label={`Edit filter: ${sentence}`}
        className="flex h-full min-w-0 items-center gap-1.5 rounded-l-sm pr-1 pl-1.5 hover:bg-line data-[state=open]:bg-line"
      >
        <Icon aria-hidden className="size-3.5 shrink-0 text-muted" />
        <span className="truncate">
          <span className="text-muted">{label}</span>
          {sentence.startsWith(label) ? sentence.slice(label.length) : ` ${sentence}`}
        </span>
      </PopoverTrigger>
      <PopoverContent aria-label={`Edit filter: ${label}`} className="w-72">
        <LeafEditor
          field={leaf.field}
          leaf={emptied ? null : leaf}
          names={names}
          onChange={(next) => {
            setEmptied(next === null);
            if (next !== null) onChange(next);
          }}
          onDone={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
