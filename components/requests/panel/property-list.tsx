import { type FilterProperty, propertyNames } from "@/components/filters/property-names";
import { ValueCell } from "@/components/requests/cells";
import { Section } from "@/components/requests/panel/section";
import { fieldLabel } from "@/lib/filters/chips";
import { propertyField } from "@/lib/filters/fields";
import type { RequestDetail } from "@/lib/query/get-request";

/** The request's properties, each a way to filter; and who it was for. */
export function PropertyList({ detail, properties }: { detail: RequestDetail; properties: readonly FilterProperty[] }) {
  const names = propertyNames(properties);
  if (detail.properties.length === 0) return null;
  return (
    <Section title="Properties">
      <dl className="grid grid-cols-[minmax(6rem,10rem)_1fr] gap-x-4 text-sm">
        {detail.properties.map(({ key, value }) => (
          <div key={key} className="col-span-2 grid min-h-7 grid-cols-subgrid items-center">
            <dt className="truncate text-muted" title={key}>
              {fieldLabel(propertyField(key), names)}
            </dt>
            <dd className="-ml-1.5 min-w-0 truncate pl-1.5">
              <ValueCell field={propertyField(key)} value={value} />
              {detail.cutProperties.includes(key) ? (
                <span className="ml-2 text-xs text-slow">cut at 1,024 characters</span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
