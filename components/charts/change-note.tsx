import { ArrowDown, ArrowUp } from "lucide-react";
import { formatChange } from "@/components/format/change";
import { classNames } from "@/components/ui/class-names";

type ChangeNoteProps = {
  value: number | null;
  previous: number | null;
  /** More is worse: then a change is good or bad, and coloured so. */
  lessIsBetter: boolean;
};

/** `↑ +12.4 %`, `new` or `gone`; nothing when there is nothing to compare. */
export function ChangeNote({ value, previous, lessIsBetter }: ChangeNoteProps) {
  const change = changeWords(value, previous);
  if (change === null) return null;
  const rose = (value ?? 0) > (previous ?? 0);
  const moved = change !== "0.0 %";
  const Arrow = rose ? ArrowUp : ArrowDown;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-center gap-0.5",
        lessIsBetter && moved && change !== "new" && (rose ? "text-failed" : "text-ok"),
      )}
    >
      {moved && value !== null && previous !== null ? <Arrow aria-hidden className="size-3" /> : null}
      {change}
    </span>
  );
}

/** An average has no value where there is nothing to average: it comes and goes like what it is computed of. */
function changeWords(value: number | null, previous: number | null): string | null {
  if (value !== null && value !== 0 && previous === null) return "new";
  if (value === null && previous !== null && previous !== 0) return "gone";
  return formatChange(value, previous);
}
