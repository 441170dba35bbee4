import { Paperclip } from "lucide-react";
import type { MediaPart } from "@/components/requests/conversation/message";

const LONGEST_LABEL = 300;

/** A picture that came inside the body; anything else by its name, as a link when it has an address. */
export function MediaView({ part }: { part: MediaPart }) {
  const label = part.label.slice(0, LONGEST_LABEL);
  return (
    <div className="mt-1 text-sm text-muted">
      {part.preview === null ? null : (
        // biome-ignore lint/performance/noImgElement: the picture is the data URL itself; there is nothing to optimise.
        <img src={part.preview} alt={label} className="mb-1 max-h-64 max-w-full rounded-md border object-contain" />
      )}
      <p className="flex items-center gap-1.5 wrap-anywhere">
        <Paperclip aria-hidden className="size-3.5 shrink-0" />
        {part.link === null ? (
          label
        ) : (
          <a
            href={part.link}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent-text underline-offset-4 hover:underline"
          >
            {label}
          </a>
        )}
      </p>
    </div>
  );
}
