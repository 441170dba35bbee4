import { formatCount } from "@/components/format/count";
import { formatMoney, formatMoneyExact } from "@/components/format/money";
import { formatShares } from "@/components/format/share";
import { PageLink } from "@/components/frame/page-link";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Pill } from "@/components/ui/pill";
import type { TopValue } from "@/lib/query/top-values";

type TopRow = TopValue & {
  name: string;
  /** Null: no filter can name it. */
  href: string | null;
};

type TopListProps = {
  title: string;
  rows: readonly TopRow[];
  /** Where there is more of it; null: nowhere. */
  href: string | null;
};

/** What costs most, with shares that add up; each value leads to its requests. */
export function TopList({ title, rows, href }: TopListProps) {
  const shares = formatShares(rows.map(({ cost }) => cost ?? 0));
  const largest = Math.max(...rows.map(({ kind, cost }) => (kind === "value" ? (cost ?? 0) : 0)), 0);
  return (
    <Card aria-label={title} className="h-full min-w-0 px-4 py-3">
      <h2 className="truncate font-medium" title={title}>
        {href === null ? (
          title
        ) : (
          <PageLink href={href} className="underline-offset-4 hover:underline">
            {title}
          </PageLink>
        )}
      </h2>
      {rows.length === 0 ? (
        <p className="mt-2 text-muted text-sm">Nothing to list.</p>
      ) : (
        <table className="mt-2 w-full text-sm">
          <thead>
            <tr className="h-6 text-faint text-xs">
              <th scope="col" className="w-full text-left font-normal">
                Value
              </th>
              <th scope="col" className="pl-3 text-right font-normal">
                Requests
              </th>
              <th scope="col" className="pl-3 text-right font-normal">
                Cost
              </th>
              <th scope="col" className="pl-3 text-right font-normal">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, name, href, requests, cost }, index) => (
              <tr key={`${kind} ${name}`} className="h-8">
                <th scope="row" className="relative w-full max-w-0 text-left font-normal">
                  <span
                    aria-hidden
                    className="absolute inset-y-1 left-0 rounded-xs bg-accent-soft"
                    style={{ width: largest === 0 || kind !== "value" ? 0 : `${((cost ?? 0) / largest) * 100}%` }}
                  />
                  <span dir="auto" className="relative block truncate pl-1.5 text-left" title={name}>
                    {href === null ? (
                      <span className="text-muted">{name}</span>
                    ) : (
                      <PageLink
                        href={href}
                        className={classNames(
                          "underline-offset-4 hover:underline",
                          kind === "untagged" && "text-muted",
                        )}
                      >
                        {name}
                      </PageLink>
                    )}
                  </span>
                </th>
                <td className="min-w-14 pl-3 text-right whitespace-nowrap">
                  <Figure href={href}>{formatCount(requests)}</Figure>
                </td>
                <td
                  className="min-w-18 pl-3 text-right whitespace-nowrap"
                  title={cost === null ? undefined : formatMoneyExact(cost)}
                >
                  {cost === null ? (
                    <Pill title="There is no price for any of these requests.">unpriced</Pill>
                  ) : (
                    <Figure href={href}>{formatMoney(cost)}</Figure>
                  )}
                </td>
                <td className="min-w-14 pl-3 text-right whitespace-nowrap text-muted">{shares[index]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** Leads where the row's name does: the keyboard needs to stop there only once. */
function Figure({ href, children }: { href: string | null; children: string }) {
  if (href === null) return children;
  return (
    <PageLink href={href} tabIndex={-1} className="underline-offset-4 hover:underline">
      {children}
    </PageLink>
  );
}
