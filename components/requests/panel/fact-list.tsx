import { Absent } from "@/components/requests/cells";
import { Marked } from "@/components/requests/panel/find";
import type { FactGroup } from "@/components/requests/panel/request-facts";
import { Section } from "@/components/requests/panel/section";
import { classNames } from "@/components/ui/class-names";

/** Names and values in groups. */
export function FactList({ groups }: { groups: readonly FactGroup[] }) {
  return groups.map(({ title, facts, code }) => (
    <Section key={title} title={title}>
      <dl className="grid grid-cols-[minmax(6rem,10rem)_1fr] gap-x-4 text-sm">
        {facts.map(({ name, value }) => (
          <div key={name} className="col-span-2 grid min-h-7 grid-cols-subgrid items-baseline py-0.5">
            <dt className="truncate text-muted" title={name}>
              {name}
            </dt>
            <dd
              className={classNames("min-w-0 whitespace-pre-wrap wrap-anywhere", code && "font-mono text-xs leading-5")}
            >
              {value === null ? <Absent /> : <Marked text={value} />}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  ));
}
