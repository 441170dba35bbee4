"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReadingPage, unreadParams } from "@/components/frame/unread-params";
import { Button } from "@/components/ui/button";

/** Says what in the address the page does not understand, and what it shows instead: a quiet line, as nothing is missing. */
export function UnreadNotice({ page }: { page: ReadingPage }) {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const search = new URLSearchParams(params);
  const unread = unreadParams(page, search);
  if (unread.length === 0) return null;
  const remove = () => {
    for (const { name } of unread) search.delete(name);
    router.replace(`${pathname}?${search}`, { scroll: false });
  };
  return (
    <div role="status" className="flex shrink-0 items-center gap-3 border-b px-4 py-1.5 text-muted text-sm md:px-5">
      <p className="min-w-0 wrap-anywhere">
        {unread.map(({ name, value, instead }) => (
          <span key={name} className="block">
            The address says <code className="font-mono text-ink text-xs">{`${name}=${cut(value)}`}</code>, which is not
            known here: {instead}.
          </span>
        ))}
      </p>
      <Button variant="link" className="ml-auto" onClick={remove}>
        Remove
      </Button>
    </div>
  );
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
