import { PageLink } from "@/components/frame/page-link";
import { buttonClass } from "@/components/ui/button";

export default function NotFound() {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4 px-6 text-center">
      <div>
        <h1 className="text-lg font-semibold">Page not found</h1>
        <p className="mt-1 text-sm text-muted">The address is misspelt, or what it named is gone.</p>
      </div>
      <PageLink href="/requests" className={buttonClass("outline", "md")}>
        Go to requests
      </PageLink>
    </main>
  );
}
