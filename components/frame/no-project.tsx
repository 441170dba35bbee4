import { PageLink } from "@/components/frame/page-link";
import { buttonClass } from "@/components/ui/button";

/** Shown when the URL names a project that does not exist, or there is none at all yet. */
export function NoProject({ slug }: { slug: string | null }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-4 px-6 text-center">
      <div className="max-w-md">
        <h1 className="text-base font-medium">{slug === null ? "No project yet" : "Project not found"}</h1>
        <p className="mt-1 text-sm text-muted">
          {slug === null
            ? "The database holds no project. Starting Facet with npm start makes the first one."
            : `There is no project “${slug}”. It may have been renamed.`}
        </p>
      </div>
      {slug === null ? null : (
        <PageLink href="/dashboard" className={buttonClass("outline", "md")}>
          Go to the first project
        </PageLink>
      )}
    </div>
  );
}
