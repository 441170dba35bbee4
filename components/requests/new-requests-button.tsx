"use client";

import { ArrowUp } from "lucide-react";
import { useEffect, useEffectEvent } from "react";

/** Shows new requests at once to whoever looks at the top of the list; offers them to whoever reads further down. */
export function NewRequestsButton({ atTop, onShow }: { atTop: () => boolean; onShow: () => void }) {
  const showAtTop = useEffectEvent(() => {
    if (atTop()) onShow();
  });
  useEffect(() => showAtTop(), []);
  return (
    <button
      type="button"
      onClick={onShow}
      className="absolute top-10 left-1/2 z-30 flex h-7 -translate-x-1/2 animate-late items-center gap-1.5 rounded-md bg-accent px-3 text-sm text-accent-ink shadow-float"
    >
      <ArrowUp aria-hidden className="size-3.5" />
      New requests
    </button>
  );
}
