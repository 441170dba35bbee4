"use client";

import { FolderOutput, Group, Plus, X } from "lucide-react";
import { useState } from "react";
import { FieldList } from "@/components/filters/field-list";
import { FilterChip } from "@/components/filters/filter-chip";
import {
  type DraftGroup,
  type DraftNode,
  newCondition,
  newGroup,
  replaceNode,
} from "@/components/filters/filter-draft";
import { LeafEditor } from "@/components/filters/leaf-editor";
import type { FilterProperty } from "@/components/filters/property-names";
import { Button, buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { PropertyNames } from "@/lib/filters/chips";
import type { Field } from "@/lib/filters/fields";
import type { Leaf } from "@/lib/filters/filter";

type Props = {
  group: DraftGroup;
  properties: readonly FilterProperty[];
  names: PropertyNames;
  onChange: (group: DraftGroup) => void;
};

/** Conditions and groups of one group, and what joins them. */
export function GroupEditor({ group, properties, names, onChange }: Props) {
  const put = (id: number) => (nodes: DraftNode[]) => onChange(replaceNode(group, id, () => nodes));
  const add = (node: DraftNode) => onChange({ ...group, children: [...group.children, node] });
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="sr-only">{group.join === "and" ? "All of these" : "Any of these"}</legend>
      <select
        aria-label="Conditions that must hold"
        value={group.join}
        onChange={(event) => onChange({ ...group, join: event.target.value === "or" ? "or" : "and" })}
        className="h-7 w-fit rounded-md border border-line-strong bg-surface px-1.5 text-muted hover:text-ink"
      >
        <option value="and">All of</option>
        <option value="or">Any of</option>
      </select>
      {group.children.map((node) => (
        <NodeRow key={node.id} node={node} properties={properties} names={names} onReplace={put(node.id)} />
      ))}
      <div className="flex gap-1">
        <AddCondition properties={properties} names={names} onAdd={(leaf) => add(newCondition(leaf))} />
        <Button variant="ghost" onClick={() => add(newGroup(group.join === "and" ? "or" : "and"))}>
          <Group aria-hidden /> Add group
        </Button>
      </div>
    </fieldset>
  );
}

type RowProps = {
  node: DraftNode;
  properties: readonly FilterProperty[];
  names: PropertyNames;
  /** None removes the row, several take its place. */
  onReplace: (nodes: DraftNode[]) => void;
};

function NodeRow({ node, properties, names, onReplace }: RowProps) {
  const isGroup = "join" in node;
  return (
    <div className={classNames("flex min-w-0 gap-1", isGroup ? "items-start" : "items-center")}>
      <button
        type="button"
        aria-pressed={node.not}
        title="The opposite: what does not match this"
        onClick={() => onReplace([{ ...node, not: !node.not }])}
        className="h-7 shrink-0 rounded-md px-1.5 text-faint hover:bg-hover hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      >
        Not
      </button>
      {isGroup ? (
        <div className="min-w-0 flex-1 rounded-md border p-2">
          <GroupEditor group={node} properties={properties} names={names} onChange={(next) => onReplace([next])} />
        </div>
      ) : (
        <div className="min-w-0 flex-1">
          <FilterChip
            filter={node.leaf}
            names={names}
            onChange={(leaf) => onReplace([{ ...node, leaf }])}
            onRemove={() => onReplace([])}
            onOpenGroup={() => undefined}
          />
        </div>
      )}
      {isGroup ? (
        <>
          <IconButton label="Ungroup" onClick={() => onReplace(node.children)} disabled={node.not}>
            <FolderOutput aria-hidden />
          </IconButton>
          <IconButton label="Remove group" onClick={() => onReplace([])}>
            <X aria-hidden />
          </IconButton>
        </>
      ) : (
        <IconButton label="Put into a group" onClick={() => onReplace([newGroup("or", [node])])}>
          <Group aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function IconButton({
  label,
  className,
  ...rest
}: { label: string; className?: string } & Omit<Parameters<typeof Button>[0], "aria-label" | "title">) {
  return (
    <Button variant="ghost" size="icon" aria-label={label} title={label} className={classNames(className)} {...rest} />
  );
}

/** Field, then operator and values; the condition joins the group when the popover closes. */
function AddCondition({
  properties,
  names,
  onAdd,
}: {
  properties: readonly FilterProperty[];
  names: PropertyNames;
  onAdd: (leaf: Leaf) => void;
}) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<Field | null>(null);
  const [leaf, setLeaf] = useState<Leaf | null>(null);
  const show = (next: boolean) => {
    setOpen(next);
    if (!next && leaf !== null) onAdd(leaf);
    setField(null);
    setLeaf(null);
  };
  return (
    <Popover open={open} onOpenChange={show}>
      <PopoverTrigger className={buttonClass("ghost", "sm")}>
        <Plus aria-hidden /> Add condition
      </PopoverTrigger>
      <PopoverContent aria-label="Add a condition" className="w-72">
        {field === null ? (
          <FieldList properties={properties} onChoose={setField} />
        ) : (
          <LeafEditor
            field={field}
            leaf={leaf}
            names={names}
            onChange={setLeaf}
            onDone={(last) => {
              setOpen(false);
              if (last !== null) onAdd(last);
              setField(null);
              setLeaf(null);
            }}
          />
        )}
      </PopoverContent>
    </Popover>
  );
}
