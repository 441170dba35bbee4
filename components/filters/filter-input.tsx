"use client";

import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { errorSpan, spotAt } from "@/components/filters/completion";
import { CompletionPanel } from "@/components/filters/completion-panel";
import { optionId, steppedTo } from "@/components/filters/option-list";
import type { FilterProperty } from "@/components/filters/property-names";
import { type Completion, useCompletion } from "@/components/filters/use-completion";
import type { FilterDraft, TextProblem } from "@/components/filters/use-filter-draft";
import { useShortcut } from "@/components/frame/use-shortcut";
import { allOf } from "@/lib/filters/filter";

type Props = {
  draft: FilterDraft;
  properties: readonly FilterProperty[];
  keys: ReadonlySet<string>;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Filters used lately, offered while nothing is typed. */
  recent: (() => Completion[]) | null;
  onRecent: (item: Completion) => void;
};

/** Where conditions are typed: `environment:production cost>1c`, completed as far as the project knows. */
export function FilterInput({ draft, properties, keys, inputRef, recent, onRecent }: Props) {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState<string | null>(null);
  /** Enter was pressed on a text that cannot be read: its error is shown even while it is being typed. */
  const [attempted, setAttempted] = useState(false);
  const { text, kept } = draft;
  useShortcut("/", () => inputRef.current?.focus());

  const completion = useCompletion({ text, caret, keys, properties, kept: allOf(kept), enabled: open });
  const recents = open && text === "" && recent !== null ? recent() : [];
  const groups = [...(recents.length > 0 ? [{ heading: "Recent", items: recents }] : []), ...completion.groups];
  const items = groups.flatMap((group) => group.items);
  const activeItem = items.find(({ id }) => id === active);
  const problem =
    attempted || draft.given || !open || !isBeingTyped(draft.problem, text, caret, keys) ? draft.problem : null;

  function change(next: string, at: number) {
    flushSync(() => {
      draft.setText(next);
      setCaret(at);
      setActive(null);
      setAttempted(false);
      setOpen(true);
    });
  }

  function choose(item: Completion, applyWhole: boolean) {
    if (item.id.startsWith("recent")) {
      onRecent(item);
      setOpen(false);
      return;
    }
    const next = text.slice(0, item.start) + item.text + text.slice(item.end);
    const at =
      item.text === "" || item.start < caret - item.text.length
        ? caret + item.text.length - (item.end - item.start)
        : item.start + item.text.length;
    if (applyWhole && item.complete && draft.apply(next)) {
      setOpen(false);
      return;
    }
    change(next, at);
    inputRef.current?.setSelectionRange(at, at);
  }

  function apply() {
    if (text.trim() === "" && !draft.changed) return setOpen(false);
    if (draft.apply()) {
      setOpen(false);
      setAttempted(false);
      return;
    }
    const [first] = items;
    if (
      spotAt(text, caret, keys).kind === "field" &&
      first !== undefined &&
      isBeingTyped(draft.problem, text, caret, keys)
    )
      choose(first, false);
    else setAttempted(true);
  }

  function step(by: 1 | -1): boolean {
    setOpen(true);
    setActive(steppedTo(items, active, by));
    return true;
  }

  function leave(): boolean {
    if (open && text !== "") setOpen(false);
    else {
      draft.cancel();
      inputRef.current?.blur();
    }
    return true;
  }

  function complete(): boolean {
    const item = activeItem ?? items[0];
    if (!open || text === "" || item === undefined) return false;
    choose(item, false);
    return true;
  }

  function confirm(): boolean {
    if (open && activeItem !== undefined) choose(activeItem, true);
    else apply();
    return true;
  }

  function takeLast(): boolean {
    if (text !== "" || kept.length === 0) return false;
    flushSync(() => draft.edit("last"));
    const end = inputRef.current?.value.length ?? 0;
    inputRef.current?.setSelectionRange(end, end);
    setCaret(end);
    return true;
  }

  /** What each key does; false leaves it to the browser. */
  const keyActions = new Map([
    ["ArrowDown", () => step(1)],
    ["ArrowUp", () => step(-1)],
    ["Enter", confirm],
    ["Tab", complete],
    ["Escape", leave],
    ["Backspace", takeLast],
  ]);

  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.shiftKey) return;
    if (event.key === "Escape") event.stopPropagation();
    if (keyActions.get(event.key)?.()) event.preventDefault();
  }

  return (
    // The list hangs below the whole bar where that is narrow, else below the input.
    <div className="min-w-36 flex-1 lg:relative">
      <div className="relative">
        {problem === null ? null : <ErrorMark text={text} problem={problem} input={inputRef} />}
        <input
          ref={inputRef}
          type="text"
          role="combobox"
          aria-label="Filter text"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={open && activeItem !== undefined ? optionId(listId, activeItem.id) : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${listId}-problem`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={8000}
          value={text}
          placeholder={kept.length > 0 ? "Add a filter" : "Filter, such as model:gpt* cost>1c"}
          className="relative h-6 w-full bg-transparent px-1 text-sm outline-none"
          onChange={(event) => change(event.target.value, event.target.selectionStart ?? event.target.value.length)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKey}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            setActive(null);
            if (text === "" || !draft.changed) draft.cancel();
          }}
        />
      </div>
      <CompletionPanel
        id={listId}
        open={open}
        groups={groups}
        active={activeItem?.id ?? null}
        loading={completion.loading}
        failed={completion.failed}
        problem={problem}
        onChoose={(item) => choose(item, true)}
      />
    </div>
  );
}

/** An error at the very condition that is being typed is no news yet. */
function isBeingTyped(problem: TextProblem | null, text: string, caret: number, keys: ReadonlySet<string>): boolean {
  if (problem === null) return false;
  const spot = spotAt(text, caret, keys);
  const start = spot.kind === "value" ? spot.termStart : spot.start;
  return problem.position >= start - 1 || (text.slice(caret).trim() === "" && problem.message.includes("missing"));
}

/** A wavy line under what cannot be read, in a copy of the text that lies behind the input. */
function ErrorMark({
  text,
  problem,
  input,
}: {
  text: string;
  problem: TextProblem;
  input: RefObject<HTMLInputElement | null>;
}) {
  const { start, end } = errorSpan(text, problem.position);
  const copy = useRef<HTMLDivElement>(null);
  return (
    <div aria-hidden className="absolute inset-0 overflow-hidden px-1 text-sm">
      <div
        ref={copy}
        className="h-6 leading-6 whitespace-pre text-transparent"
        style={{ marginLeft: -(input.current?.scrollLeft ?? 0) }}
      >
        {text.slice(0, start)}
        <span className="rounded-sm bg-failed-soft underline decoration-failed decoration-wavy underline-offset-2">
          {text.slice(start, end) || " "}
        </span>
      </div>
    </div>
  );
}
