"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { type BulkChange, fetchProgress, startBulk, undoBulk } from "@/components/requests/bulk/bulk-data";
import type { RowsQuery } from "@/components/requests/row-data";
import type { Selection } from "@/components/requests/use-selection";

const POLL_MS = 400;

/** One bulk edit at a time: started here, or found going on when the page opened. The page is shown anew when it ends. */
export function useBulkEdit(query: RowsQuery) {
  const { project } = query;
  const client = useQueryClient();
  const router = useRouter();
  const [editId, setEditId] = useState<number | null>(null);
  const [name, setName] = useState<string | null>(null);
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
      client.setQueryData(["bulk-edit", project, started.id], started);
    },
  });
  const undo = useMutation({
    mutationFn: (id: number) => undoBulk(project, id),
    onSuccess: (undone) => {
      if (undone === null) return;
      setEditId(undone.id);
      client.setQueryData(["bulk-edit", project, undone.id], undone);
    },
  });
  const state = progress.data?.state;
  const ended = state === "done" || state === "undone" || state === "stopped";
  useEffect(() => {
    if (!ended) return;
    void client.invalidateQueries({ queryKey: ["request"] });
    router.refresh();
  }, [ended, client, router]);
  return {
    progress: progress.data ?? null,
    name: name ?? progress.data?.key ?? "",
    start,
    undo,
    dismiss: () => {
      client.setQueryData(key, null);
      setEditId(null);
      start.reset();
      undo.reset();
    },
  };
}
