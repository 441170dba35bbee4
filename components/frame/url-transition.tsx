"use client";

import { createContext, type ReactNode, type TransitionStartFunction, useContext, useMemo, useTransition } from "react";

type UrlTransition = {
  /** The server is rendering the page anew for a changed URL: what is shown is the old answer. */
  pending: boolean;
  start: TransitionStartFunction;
};

const Context = createContext<UrlTransition>({ pending: false, start: (work) => void work() });

/** Lets every part of a page know that filters or time range have changed and new data is under way. */
export function UrlTransitionProvider({ children }: { children: ReactNode }) {
  const [pending, start] = useTransition();
  const value = useMemo(() => ({ pending, start }), [pending]);
  return <Context value={value}>{children}</Context>;
}

/** Give `start` to nuqs as `startTransition`, and dim old data while `pending`. */
export function useUrlTransition(): UrlTransition {
  return useContext(Context);
}
