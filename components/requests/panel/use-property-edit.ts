"use client";

import { useCallback } from "react";
import { type RequestProperty, saveProperty, useShowProperties } from "@/components/requests/panel/request-data";
import { useUndo } from "@/components/ui/undo-notice";
import type { RequestDetail } from "@/lib/query/get-request";

/**
 * Changes properties of one request at once on the screen, then on the server, and offers to take it back. What fails is
 * taken back by itself, and said.
 */
export function usePropertyEdit(project: string | null, detail: RequestDetail) {
  const show = useShowProperties(project);
  const undo = useUndo();
  const { id, properties } = detail;
  return useCallback(
    async (key: string, name: string, value: string | null) => {
      const previous = properties.find((property) => property.key === key)?.value ?? null;
      if (value === previous) return;
      const set = async (next: string | null) => show(id, await saveProperty(project, id, { key, value: next }));
      show(id, changed(properties, key, value));
      try {
        await set(value);
        undo.show({ message: sentence(name, previous, value), undo: () => set(previous) });
      } catch (error) {
        show(id, properties);
        const reason = error instanceof Error ? error.message : "Try again.";
        undo.show({ message: `${name} was not saved. ${reason}`, undo: null });
      }
    },
    [id, properties, project, show, undo],
  );
}

function changed(properties: RequestProperty[], key: string, value: string | null): RequestProperty[] {
  const others = properties.filter((property) => property.key !== key);
  return value === null ? others : [...others, { key, value }].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function sentence(name: string, previous: string | null, value: string | null): string {
  if (value === null) return `${name} removed`;
  return previous === null ? `${name} added` : `${name} changed to ${value === "" ? "empty text" : value.slice(0, 80)}`;
}
