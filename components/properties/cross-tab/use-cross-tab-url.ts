"use client";

import { useQueryStates } from "nuqs";
import { useUrlTransition } from "@/components/frame/url-transition";
import { crossTabParams } from "@/lib/filters/cross-tab-params";

/** The cross-tab's state in the URL: shown at once, answered by the server in a transition. */
export function useCrossTabUrl() {
  const { start } = useUrlTransition();
  return useQueryStates(crossTabParams, { shallow: false, startTransition: start, history: "push", scroll: false });
}
