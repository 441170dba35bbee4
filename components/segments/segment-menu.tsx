"use client";

import { Bookmark, ChevronDown, Pencil, Plus, RefreshCw, Star, StarOff, Trash2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type RefObject, useRef, useState } from "react";
import { NameDialog } from "@/components/segments/name-dialog";
import { useSegmentActions } from "@/components/segments/segment-actions";
import { viewOf } from "@/components/segments/segment-view";
import { type SavedSegment, type SegmentOutcome, useSegments } from "@/components/segments/use-segments";
import { buttonClass } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useUndo } from "@/components/ui/undo-notice";

type Asking = { kind: "save" } | { kind: "rename"; segment: SavedSegment };

/** The item that shows every request, as no number of a segment can be. */
const ALL = "all";

/** Chooses, saves and looks after segments: saved filter, range, columns and order. The same on every page. */
export function SegmentMenu() {
  const segments = useSegments();
  const { project, list, current, edited } = segments;
  const view = viewOf(useSearchParams().toString());
  const actions = useSegmentActions();
  const notice = useUndo();
  const [asking, setAsking] = useState<Asking | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  async function done(outcome: Promise<SegmentOutcome>, message: string | null = null) {
    const { problem } = await outcome.catch(() => ({ problem: "Not saved: the dashboard did not answer. Try again." }));
    await segments.reload();
    if (problem !== null) notice.show({ message: problem, undo: null });
    else if (message !== null) notice.show({ message, undo: null });
  }

  async function remove(segment: SavedSegment) {
    const { problem } = await actions.remove(project, segment.id);
    await segments.reload();
    if (problem !== null) return notice.show({ message: problem, undo: null });
    notice.show({
      message: `Deleted the segment “${segment.name}”.`,
      undo: async () => {
        const back = await actions.bringBack(project, segment);
        await segments.reload();
        if (back.problem !== null) throw new Error(back.problem);
      },
    });
  }

  /** Null when it worked, else what is wrong. */
  async function name(given: string): Promise<string | null> {
    if (asking?.kind === "rename") {
      const { problem } = await actions.rename(project, asking.segment.id, given);
      if (problem === null) await segments.reload();
      return problem;
    }
    const { problem, segment } = await actions.save(project, given, view);
    if (problem !== null || segment === null) return problem;
    await segments.reload();
    segments.open(segment);
    return null;
  }

  return (
    <>
      <DropdownMenu>
        <Trigger ref={trigger} current={current} edited={edited} />
        <DropdownMenuContent className="w-64" onCloseAutoFocus={(event) => asking !== null && event.preventDefault()}>
          <DropdownMenuLabel>Segments</DropdownMenuLabel>
          <DropdownMenuRadioGroup
            value={current === null ? (view === "" ? ALL : "") : String(current.id)}
            onValueChange={(id) => segments.open(list?.find((segment) => String(segment.id) === id) ?? null)}
          >
            <DropdownMenuRadioItem value={ALL}>All requests</DropdownMenuRadioItem>
            {list?.map((segment) => (
              <DropdownMenuRadioItem key={segment.id} value={String(segment.id)}>
                <span className="flex min-w-0 flex-1 items-center gap-2">
                  <span className="truncate">{segment.name}</span>
                  {segment.isDefault ? <span className="shrink-0 text-faint text-xs">default</span> : null}
                </span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          {list === null ? <p className="px-2 py-1.5 text-failed text-xs">The segments could not be loaded.</p> : null}
          {list?.length === 0 ? (
            <p className="px-2 py-1.5 text-muted text-xs">
              None yet. Set a filter, range or columns, then save them here.
            </p>
          ) : null}
          <div className="my-1 border-t" />
          {current !== null && edited ? (
            <DropdownMenuItem
              onSelect={() =>
                void done(actions.update(project, current.id, view), `Updated the segment “${current.name}”.`)
              }
            >
              <RefreshCw aria-hidden />
              <span className="truncate">Update “{current.name}”</span>
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setAsking({ kind: "save" })}>
            <Plus aria-hidden />
            Save as new segment
          </DropdownMenuItem>
          {current === null ? null : (
            <CurrentItems
              isDefault={current.isDefault}
              onRename={() => setAsking({ kind: "rename", segment: current })}
              onDefault={() => void done(actions.makeDefault(project, current.isDefault ? null : current.id))}
              onDelete={() => void remove(current)}
            />
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === null ? null : (
        <NameDialog
          title={asking.kind === "save" ? "Save as a segment" : "Rename the segment"}
          about="It keeps filter, time range, columns and order of this view, for everybody in the project."
          initial={asking.kind === "save" ? "" : asking.segment.name}
          verb={asking.kind === "save" ? "Save" : "Rename"}
          opener={trigger}
          onClose={() => setAsking(null)}
          onSubmit={name}
        />
      )}
    </>
  );
}

type TriggerProps = { ref: RefObject<HTMLButtonElement | null>; current: SavedSegment | null; edited: boolean };

function Trigger({ ref, current, edited }: TriggerProps) {
  const state = current === null ? "none" : `${current.name}${edited ? ", changed" : ""}`;
  return (
    <DropdownMenuTrigger
      ref={ref}
      aria-label={`Segment: ${state}`}
      className={buttonClass("outline", "sm", "max-w-44 min-w-0 shrink")}
    >
      <Bookmark aria-hidden className="text-faint" />
      <span className="truncate">{current === null ? "Segments" : current.name}</span>
      {edited ? (
        <span aria-hidden title="Changed since it was saved" className="size-1.5 shrink-0 rounded-full bg-accent" />
      ) : null}
      <ChevronDown aria-hidden className="text-faint max-sm:hidden" />
    </DropdownMenuTrigger>
  );
}

type CurrentItemsProps = {
  isDefault: boolean;
  onRename: () => void;
  onDefault: () => void;
  onDelete: () => void;
};

function CurrentItems({ isDefault, onRename, onDefault, onDelete }: CurrentItemsProps) {
  const DefaultIcon = isDefault ? StarOff : Star;
  return (
    <>
      <DropdownMenuItem onSelect={onRename}>
        <Pencil aria-hidden />
        Rename
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={onDefault}>
        <DefaultIcon aria-hidden />
        {isDefault ? "Open pages without it" : "Open pages with it"}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={onDelete}>
        <Trash2 aria-hidden />
        Delete
      </DropdownMenuItem>
    </>
  );
}
