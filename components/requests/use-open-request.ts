"use client";

import { useQueryState } from "nuqs";
import { type RefObject, useCallback, useRef } from "react";
import { requestsParams } from "@/lib/filters/search-params";

export type OpenRequest = {
  openId: string | null;
  open: (id: string) => void;
  close: () => void;
  /** Moves to the next row or the one before; the table, which knows them, says how. */
  mover: RefObject<(step: 1 | -1) => void>;
};

/** The request whose panel is open, kept in the URL; opening one is a step in the history, moving on is not. */
export function useOpenRequest(): OpenRequest {
  const [openId, setOpenId] = useQueryState("request", requestsParams.request);
  const mover = useRef<(step: 1 | -1) => void>(() => undefined);
  const isOpen = openId !== null;
  return {
    openId,
    open: useCallback((id) => void setOpenId(id, { history: isOpen ? "replace" : "push" }), [isOpen, setOpenId]),
    close: useCallback(() => void setOpenId(null, { history: "push" }), [setOpenId]),
    mover,
  };
}
