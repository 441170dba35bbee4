"use client";

import { TriangleAlert } from "lucide-react";
import { OptionList } from "@/components/filters/option-list";
import type { Completion, CompletionGroup } from "@/components/filters/use-completion";
import type { TextProblem } from "@/components/filters/use-filter-draft";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";

type Props = {
  id: string;
  open: boolean;
  groups: CompletionGroup[];
  active: string | null;
  loading: boolean;
  failed: boolean;
  problem: TextProblem | null;
  onChoose: (item: Completion) => void;
};

/** What may be typed next, under the input; an error and the keys that work, too. */
export function CompletionPanel({ id, open, groups, active, loading, failed, problem, onChoose }: Props) {
  const visible = open || problem !== null;
  return (
    <div
      className={classNames(
        "absolute top-full left-0 z-50 mt-1.5 w-96 max-w-[calc(100vw-2.5rem)] animate-appear rounded-md bg-raised text-sm shadow-float",
        !visible && "hidden",
      )}
    >
      {problem === null ? null : (
        <p
          id={`${id}-problem`}
          role="alert"
          className={classNames(
            "flex items-start gap-2 px-3 py-2 text-failed",
            open && groups.length > 0 && "border-b",
          )}
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            Character {problem.position + 1}: {problem.message}
          </span>
        </p>
      )}
      <OptionList label="Filter suggestions" {...{ id, open, groups, active, onChoose }} />
      {open && loading ? <p className="animate-late px-3 pb-2 text-faint">Loading values</p> : null}
      {open && failed ? <p className="px-3 pb-2 text-failed">Values could not be loaded. Type one.</p> : null}
      {open ? <Keys /> : null}
    </div>
  );
}

function Keys() {
  return (
    <p aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 border-t px-3 py-2 text-xs text-muted max-sm:hidden">
      <span className="flex items-center gap-1.5">
        <Kbd>Tab</Kbd> complete
      </span>
      <span className="flex items-center gap-1.5">
        <Kbd>Enter</Kbd> apply
      </span>
      <span className="flex items-center gap-1.5">
        <Kbd>Esc</Kbd> cancel
      </span>
    </p>
  );
}
