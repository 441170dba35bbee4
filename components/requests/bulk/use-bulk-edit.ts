"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type BulkChange, dismissBulk, fetchProgress, startBulk, undoBulk } from "@/components/requests/bulk/bulk-data";
import type { RowsQuery } from "@/components/requests/row-data";
import type { Selection } from "@/components/requests/use-selection";

const POLL_MS = 400;

/**
 * One bulk edit at a time: started here, or found when the page opened, going on or to be undone. The page is shown anew
 * when it ends.
 */
export function useBulkEdit(query: RowsQuery) {
  const { project } = query;
  const client = useQueryClient();
  const router = useRouter();
  const [editId, setEditId] = useState<number | null>(null);
  const [name, setName] = useState<string | null>(null);
  /** The edit whose end is news to this page. */
  const going = useRef<number | null>(null);
  const key = ["bulk-edit", project, editId];
  const progress = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchProgress(project, editId, signal),
    refetchInterval: ({ state }) =>
      state.data?.state === "running" || state.data?.state === "undoing" ? POLL_MS : false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMutation({
    mutationFn: ({ selection, change }: { selection: Selection; change: BulkChange }) =>
      startBulk(query, selection, change),
    onSuccess: (started, { change }) => {
      if (started === null) return;
      setName(change.name);
      setEditId(started.id);
      going.current = started.id;
      client.setQueryData(["bulk-edit", project, started.id], started);
    },
  });
  const undo = useMutation({
    mutationFn: (id: number) => undoBulk(project, id),
    onSuccess: (undone) => {
      if (undone === null) return;
      setEditId(undone.id);
      going.current = undone.id;
      client.setQueryData(["bulk-edit", project, undone.id], undone);
    },
  });
  const { id, state } = progress.data ?? { id: null, state: null };
  useEffect(() => {
    if (state === "running" || state === "undoing") going.current = id;
    else if (id !== null && going.current === id) {
      going.current = null;
      void client.invalidateQueries({ queryKey: ["request"] });
      router.refresh();
    }
  }, [id, state, client, router]);
  return {
    progress: progress.data ?? null,
    name,
    start,
    undo,
    dismiss: () => {
      if (progress.data) void dismissBulk(project, progress.data.id).catch(() => undefined);
      client.setQueryData(key, null);
      client.setQueryData(["bulk-edit", project, null], null);
      setEditId(null);
      start.reset();
      undo.reset();
    },
  };
}
