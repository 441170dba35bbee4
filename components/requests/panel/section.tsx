import type { ReactNode } from "react";

/** A titled part of the panel. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="px-4 pt-4">
      <h3 className="mb-1.5 text-xs text-muted">{title}</h3>
      {children}
    </section>
  );
}
