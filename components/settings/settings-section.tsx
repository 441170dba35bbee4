import type { ReactNode } from "react";

/** One subject: what it is on the left, what can be done about it on the right. */
export function SettingsSection({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-t py-8 first:border-t-0 first:pt-2 lg:grid-cols-[16rem_minmax(0,40rem)]">
      <div>
        <h2 className="font-medium">{title}</h2>
        <div className="mt-1 text-muted text-sm">{about}</div>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
