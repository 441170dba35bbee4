"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ValuesFound } from "@/lib/query/search-values";

const TYPING_MS = 250;
const SHORTEST = 2;

/** The values that contain the text, by key of their property; a short text is not searched for. */
export function useValueSearch(project: string | null, text: string): ReadonlyMap<string, string[]> {
  const settled = useSettled(text);
  const { data = [] } = useQuery({
    queryKey: ["property-search", project, settled],
    enabled: settled.length >= SHORTEST && text.length >= SHORTEST,
    queryFn: async ({ signal }): Promise<ValuesFound[]> => {
      const response = await fetch(`/properties/search?${searchParams(project, settled)}`, { signal });
      if (!response.ok) throw new Error(`The dashboard answered with status ${response.status}.`);
      return response.json();
    },
  });
  return new Map(text.length < SHORTEST ? [] : data.map(({ key, values }) => [key, values]));
}

function searchParams(project: string | null, text: string): URLSearchParams {
  return new URLSearchParams(project === null ? { text } : { project, text });
}

/** The text once nothing has been typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
