"use client";

import { useQueryStates } from "nuqs";
import { useUrlTransition } from "@/components/frame/url-transition";
import { propertiesParams } from "@/lib/filters/search-params";

/** The page's state in the URL: shown at once, answered by the server in a transition. */
export function usePropertiesUrl() {
  const { start } = useUrlTransition();
  return useQueryStates(propertiesParams, { shallow: false, startTransition: start, history: "push", scroll: false });
}
