import { classNames } from "@/components/ui/class-names";
import type { RequestDetail } from "@/lib/query/get-request";

/** Says what went wrong, when something did. */
export function EndingNotice({ detail }: { detail: RequestDetail }) {
  const { outcome, status, error } = detail;
  const text = ENDINGS[outcome];
  if (text === null && status < 400) return null;
  return (
    <div
      className={classNames(
        "mx-4 mt-3 rounded-md px-3 py-2 text-sm wrap-anywhere",
        outcome === "cancelled" ? "bg-slow-soft text-slow" : "bg-failed-soft text-failed",
      )}
    >
      {text ?? `The provider answered with status ${status}.`}
      {error === null ? null : <span className="block">{error}</span>}
    </div>
  );
}

const ENDINGS: Record<RequestDetail["outcome"], string | null> = {
  completed: null,
  cancelled: "Cancelled: the client left before the answer was complete. What had arrived until then is kept.",
  interrupted: "Interrupted: the provider broke off in the middle of its answer. What had arrived until then is kept.",
  unreachable: "Unreachable: the provider gave no answer, so the gateway answered itself.",
};
