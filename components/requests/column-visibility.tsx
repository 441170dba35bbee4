"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { remember } from "@/components/frame/remember";
import { COLUMNS_COOKIE, formatHidden } from "@/components/requests/column-ids";

type ColumnVisibility = {
  hidden: ReadonlySet<string>;
  /** Also remembered for the next visit. */
  setHidden: (hidden: ReadonlySet<string>) => void;
};

const Context = createContext<ColumnVisibility>({ hidden: new Set(), setHidden: () => undefined });

/** Shared by the table and the Columns menu above it. */
export function ColumnVisibilityProvider({ initial, children }: { initial: readonly string[]; children: ReactNode }) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(initial));
  const value = useMemo(
    () => ({
      hidden,
      setHidden: (next: ReadonlySet<string>) => {
        setHidden(next);
        remember(COLUMNS_COOKIE, formatHidden(next));
      },
    }),
    [hidden],
  );
  return <Context value={value}>{children}</Context>;
}

export function useColumnVisibility(): ColumnVisibility {
  return useContext(Context);
}
