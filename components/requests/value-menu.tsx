"use client";

import { Ban, ListFilter, Tags } from "lucide-react";
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import { exclude, narrowTo } from "@/components/filters/edit-filter";
import { useFilter } from "@/components/filters/use-filter";
import { PageLink } from "@/components/frame/page-link";
import { useKeptHref } from "@/components/frame/use-kept-href";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { isPropertyField, type PropertyField, propertyKey, type StringField } from "@/lib/filters/fields";
import { propertiesHref } from "@/lib/filters/search-params";

type Target = { anchor: HTMLElement; field: StringField | PropertyField; value: string };

const Context = createContext<{ open: (target: Target) => void }>({ open: () => undefined });

/** One menu for all cells: thousands of cells must not mean thousands of menus. */
export function ValueMenuProvider({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<Target | null>(null);
  const anchor = useRef<HTMLElement | null>(null);
  const { filter, setParts } = useFilter();
  const keptHref = useKeptHref();
  const value = useMemo(
    () => ({
      open: (next: Target) => {
        anchor.current = next.anchor;
        setTarget(next);
      },
    }),
    [],
  );
  const choose = (change: typeof narrowTo) => {
    if (target !== null) setParts(change(filter, target.field, target.value));
    setTarget(null);
  };
  return (
    <Context value={value}>
      {children}
      <Popover open={target !== null} onOpenChange={(open) => open || setTarget(null)}>
        <PopoverAnchor virtualRef={anchor} />
        <PopoverContent
          aria-label={`Filter by ${target?.value ?? ""}`}
          className="min-w-40 p-1"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
        >
          <MenuButton Icon={ListFilter} onClick={() => choose(narrowTo)}>
            Only this
          </MenuButton>
          <MenuButton Icon={Ban} onClick={() => choose(exclude)}>
            Exclude
          </MenuButton>
          {target !== null && isPropertyField(target.field) ? (
            <PageLink
              href={propertiesHref(keptHref("/properties"), { property: propertyKey(target.field) })}
              className={ENTRY}
            >
              <Tags aria-hidden className="size-4 text-faint" />
              Open in Properties
            </PageLink>
          ) : null}
        </PopoverContent>
      </Popover>
    </Context>
  );
}

const ENTRY =
  "flex h-8 items-center gap-2 rounded-sm px-2 hover:bg-hover focus-visible:bg-hover focus-visible:outline-none";

function MenuButton({ Icon, onClick, children }: { Icon: typeof Ban; onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick} className={ENTRY}>
      <Icon aria-hidden className="size-4 text-faint" />
      {children}
    </button>
  );
}

export function useValueMenu() {
  return useContext(Context);
}
