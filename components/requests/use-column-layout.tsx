"use client";

import { useQueryState } from "nuqs";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { remember } from "@/components/frame/remember";
import {
  type ColumnLayout,
  defaultLayout,
  formatLayout,
  layoutCookie,
  readLayout,
} from "@/components/requests/column-layout";
import { requestsParams } from "@/lib/filters/search-params";

type ColumnLayoutState = {
  layout: ColumnLayout;
  /** The layout as the URL's parameter `columns` says it; empty: as at first. */
  text: string;
  /** Shown at once, in the URL, and remembered for the next visit. */
  change: (edit: (layout: ColumnLayout) => ColumnLayout) => void;
  reset: () => void;
};

const Context = createContext<ColumnLayoutState>({
  layout: defaultLayout([]),
  text: "",
  change: () => undefined,
  reset: () => undefined,
});

type Props = {
  projectSlug: string;
  /** Ids of all columns, in their first order. */
  columns: readonly string[];
  /** What this browser's cookie says. */
  remembered: string;
  children: ReactNode;
};

/** Layout of the table, shared with the Columns menu above it: the URL's if it names one, else this browser's own. */
export function ColumnLayoutProvider({ projectSlug, columns, remembered, children }: Props) {
  const [inUrl, setInUrl] = useQueryState("columns", requestsParams.columns.withOptions({ history: "replace" }));
  const [kept, keep] = useState(remembered);
  const text = inUrl || kept;
  const value = useMemo((): ColumnLayoutState => {
    const layout = readLayout(text, columns);
    const store = (next: string) => {
      keep(next);
      remember(layoutCookie(projectSlug), next);
      void setInUrl(next || null);
    };
    return {
      layout,
      text,
      change: (edit) => store(formatLayout(edit(layout), columns)),
      reset: () => store(""),
    };
  }, [text, columns, projectSlug, setInUrl]);
  return <Context value={value}>{children}</Context>;
}

export function useColumnLayout(): ColumnLayoutState {
  return useContext(Context);
}
