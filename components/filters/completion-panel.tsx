"use client";

import { TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { fieldIcon } from "@/components/filters/field-list";
import type { Completion, CompletionGroup } from "@/components/filters/use-completion";
import type { TextProblem } from "@/components/filters/use-filter-draft";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";

type Props = {
  id: string;
  open: boolean;
  groups: CompletionGroup[];
  active: string | null;
  loading: boolean;
  failed: boolean;
  problem: TextProblem | null;
  onChoose: (item: Completion) => void;
};

/** What may be typed next, under the input; an error and the keys that work, too. */
export function CompletionPanel({ id, open, groups, active, loading, failed, problem, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const visible = open || problem !== null;
  return (
    <div
      className={classNames(
        "absolute top-full left-0 z-50 mt-1.5 w-96 max-w-[calc(100vw-2.5rem)] animate-appear rounded-md bg-raised text-sm shadow-float",
        !visible && "hidden",
      )}
    >
      {problem === null ? null : (
        <p
          id={`${id}-problem`}
          role="alert"
          className={classNames(
            "flex items-start gap-2 px-3 py-2 text-failed",
            open && groups.length > 0 && "border-b",
          )}
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            Character {problem.position + 1}: {problem.message}
          </span>
        </p>
      )}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="Filter suggestions"
        tabIndex={-1}
        // The input keeps the focus while the list is used with the pointer.
        onMouseDown={(event) => event.preventDefault()}
        className={classNames(
          "scroll-thin max-h-80 overflow-y-auto overscroll-contain",
          open && groups.length > 0 && "p-1",
        )}
      >
        {open
          ? groups.map((group) => <Group key={group.heading} id={id} {...group} active={active} onChoose={onChoose} />)
          : null}
      </div>
      {open && loading ? <p className="animate-late px-3 pb-2 text-faint">Loading values</p> : null}
      {open && failed ? <p className="px-3 pb-2 text-failed">Values could not be loaded. Type one.</p> : null}
      {open ? <Keys /> : null}
    </div>
  );
}

function Group({
  id,
  heading,
  items,
  active,
  onChoose,
}: CompletionGroup & { id: string; active: string | null; onChoose: (item: Completion) => void }) {
  const headingId = `${id}-${heading}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
    <div role="group" aria-labelledby={headingId}>
      <div id={headingId} role="presentation" className="px-2 pt-2 pb-1 text-xs text-faint">
        {heading}
      </div>
      {items.map((item) => (
        <Option key={item.id} id={`${id}-${item.id}`} item={item} active={item.id === active} onChoose={onChoose} />
      ))}
    </div>
  );
}

function Option({
  id,
  item,
  active,
  onChoose,
}: {
  id: string;
  item: Completion;
  active: boolean;
  onChoose: (item: Completion) => void;
}) {
  const Icon = item.field === undefined ? null : fieldIcon(item.field);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above it has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the input names it with aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={active}
      className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 select-none hover:bg-hover aria-selected:bg-hover"
      onClick={() => onChoose(item)}
    >
      {Icon === null ? null : <Icon aria-hidden className="size-4 shrink-0 text-faint" />}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.hint === undefined ? null : (
        <span className="max-w-40 shrink-0 truncate text-xs text-faint">{item.hint}</span>
      )}
    </div>
  );
}

function Keys() {
  return (
    <p aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 border-t px-3 py-2 text-xs text-muted max-sm:hidden">
      <span className="flex items-center gap-1.5">
        <Kbd>Tab</Kbd> complete
      </span>
      <span className="flex items-center gap-1.5">
        <Kbd>Enter</Kbd> apply
      </span>
      <span className="flex items-center gap-1.5">
        <Kbd>Esc</Kbd> cancel
      </span>
    </p>
  );
}
