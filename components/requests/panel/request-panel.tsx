"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { useEffect, useRef } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { PanelBody } from "@/components/requests/panel/panel-body";
import { PanelHeader } from "@/components/requests/panel/panel-header";
import { PanelSkeleton } from "@/components/requests/panel/panel-skeleton";
import { requestQuery } from "@/components/requests/panel/request-data";
import { classNames } from "@/components/ui/class-names";
import { ErrorNote } from "@/components/ui/error-note";

type Props = {
  id: string | null;
  project: string | null;
  properties: readonly FilterProperty[];
  /** What the page's filter looks for; empty: nothing. */
  word: string;
  onOpen: (id: string) => void;
  /** Shows the next request of the table, or the one before. */
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
  /** The panel is gone: the focus goes back to this request's row. */
  onClosed: (id: string) => void;
};

/** One request beside the table, which stays usable: moving there shows the next request here. */
export function RequestPanel({ id, project, properties, word, onOpen, onMove, onClose, onClosed }: Props) {
  const content = useRef<HTMLDivElement>(null);
  const lastId = useRef(id);
  useEffect(() => {
    if (id !== null) lastId.current = id;
  }, [id]);
  const detail = useQuery({
    ...requestQuery(project, id),
    enabled: id !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog.Root open={id !== null} modal={false} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          ref={content}
          data-panel
          tabIndex={-1}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus({ preventScroll: true });
          }}
          onEscapeKeyDown={(event) => {
            // The first Escape empties the field that looks for text, the next one closes the panel.
            const field = event.target;
            if (field instanceof HTMLInputElement && field.closest("search") && field.value !== "")
              event.preventDefault();
          }}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (lastId.current !== null) onClosed(lastId.current);
          }}
          className="fixed inset-y-0 right-0 z-40 flex w-[min(42rem,100vw)] animate-slide-in flex-col bg-surface shadow-float outline-none"
        >
          <PanelHeader id={id} detail={detail.data ?? null} missing={detail.data === null} onMove={onMove} />
          <div
            className={classNames(
              "scroll-thin min-h-0 flex-1 overflow-y-auto overscroll-contain",
              detail.isPlaceholderData && "opacity-50",
            )}
          >
            {detail.isError ? (
              <ErrorNote
                title="This request could not be loaded"
                detail={detail.error.message}
                onRetry={() => void detail.refetch()}
              />
            ) : detail.data === undefined ? (
              <PanelSkeleton />
            ) : detail.data === null ? (
              <ErrorNote
                title="Request not found"
                detail="This project has no request with this id. It may have been deleted, or belong to another project."
              />
            ) : (
              <PanelBody
                key={detail.data.id}
                detail={detail.data}
                properties={properties}
                project={project}
                word={word}
                onOpen={onOpen}
              />
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
