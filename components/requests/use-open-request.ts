"use client";

import { useQueryState } from "nuqs";
import { useCallback } from "react";
import { requestsParams } from "@/lib/filters/search-params";

export type OpenRequest = {
  openId: string | null;
  open: (id: string) => void;
  close: () => void;
};

/** The request whose panel is open, kept in the URL; opening one is a step in the history, moving on is not. */
export function useOpenRequest(): OpenRequest {
  const [openId, setOpenId] = useQueryState("request", requestsParams.request);
  const isOpen = openId !== null;
  return {
    openId,
    open: useCallback((id) => void setOpenId(id, { history: isOpen ? "replace" : "push" }), [isOpen, setOpenId]),
    close: useCallback(() => void setOpenId(null, { history: "push" }), [setOpenId]),
  };
}
