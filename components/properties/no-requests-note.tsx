import { PageLink } from "@/components/frame/page-link";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { requestsHref } from "@/lib/filters/search-params";

/** The project has no request at all: another range or filter would not help, the first call does. */
export function NoRequestsNote({ project }: { project: string }) {
  return (
    <Card className="flex min-h-40 flex-col items-center justify-center gap-3 p-6 text-center">
      <div>
        <p className="font-medium">No requests yet</p>
        <p className="mt-1 text-muted text-sm">There is something to compare once calls went through the gateway.</p>
      </div>
      <PageLink href={requestsHref("/requests", { project })} className={buttonClass("outline", "sm")}>
        Send the first request
      </PageLink>
    </Card>
  );
}
