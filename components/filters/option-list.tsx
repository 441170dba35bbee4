"use client";

import { useEffect, useRef } from "react";
import { fieldIcon } from "@/components/filters/field-list";
import { classNames } from "@/components/ui/class-names";
import type { Field } from "@/lib/filters/fields";

/** What an input that is typed into offers; the input has the focus and the keys, and names the active one. */
export type Offer = {
  id: string;
  label: string;
  hint?: string;
  field?: Field;
};

type OfferGroup<Item extends Offer> = { heading: string | null; items: Item[] };

type OptionListProps<Item extends Offer> = {
  id: string;
  label: string;
  /** Shut it stays there, empty: the input refers to it. */
  open: boolean;
  groups: OfferGroup<Item>[];
  active: string | null;
  onChoose: (item: Item) => void;
};

/** The id of an option's element, for `aria-activedescendant`. */
export function optionId(list: string, item: string): string {
  return `${list}-${item}`;
}

/** The item a step further from the active one; up from none is the last. */
export function steppedTo(items: readonly Offer[], active: string | null, by: 1 | -1): string | null {
  const index = items.findIndex(({ id }) => id === active);
  return items.at(index === -1 && by < 0 ? -1 : (index + by) % Math.max(1, items.length))?.id ?? null;
}

/** The list of a combobox. */
export function OptionList<Item extends Offer>({ id, label, open, groups, active, onChoose }: OptionListProps<Item>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const option = (item: Item) => (
    <Option key={item.id} id={optionId(id, item.id)} active={item.id === active} {...{ item, onChoose }} />
  );
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      // The input keeps the focus while the list is used with the pointer.
      onMouseDown={(event) => event.preventDefault()}
      className={classNames(
        "scroll-thin max-h-80 overflow-y-auto overscroll-contain",
        open && groups.length > 0 && "p-1",
      )}
    >
      {open
        ? groups.map(({ heading, items }) =>
            heading === null ? (
              items.map(option)
            ) : (
              // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
              <div key={heading} role="group" aria-labelledby={`${id}-${heading}`}>
                <div id={`${id}-${heading}`} role="presentation" className="px-2 pt-2 pb-1 text-xs text-faint">
                  {heading}
                </div>
                {items.map(option)}
              </div>
            ),
          )
        : null}
    </div>
  );
}

type OptionProps<Item extends Offer> = { id: string; item: Item; active: boolean; onChoose: (item: Item) => void };

function Option<Item extends Offer>({ id, item, active, onChoose }: OptionProps<Item>) {
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
