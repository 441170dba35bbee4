"use client";

import { useState, useTransition } from "react";
import { useUndo } from "@/components/ui/undo-notice";
import type { ManagedProperty } from "@/lib/query/managed-properties";

export type Changes = { displayName?: string; description?: string; hidden?: boolean; keepDays?: number | null };
/** Answers null, or what is wrong as a sentence. */
export type SaveProperty = (project: string, key: string, changes: Changes) => Promise<string | null>;

/** Saves a change of one property and offers to take it back. */
export function useSaveProperty(property: ManagedProperty, project: string, save: SaveProperty) {
  const undo = useUndo();
  const [saving, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const { key } = property;

  function change(changes: Changes, message: string, onSaved?: () => void): void {
    const before = {
      displayName: property.displayName,
      description: property.description ?? "",
      hidden: property.hidden,
    };
    start(async () => {
      const wrong = await save(project, key, changes);
      setProblem(wrong);
      if (wrong !== null) return;
      onSaved?.();
      undo.show({
        message,
        undo: async () => {
          const failed = await save(project, key, before);
          if (failed !== null) throw new Error(failed);
        },
      });
    });
  }

  return { change, saving, problem, forget: () => setProblem(null) };
}
