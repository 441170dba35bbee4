import { isUnknownFigures, isUnknownSort } from "@/components/properties/table-columns";
import { isUnknownLayout } from "@/components/requests/column-layout";
import { propertiesParams, requestsParams } from "@/lib/filters/search-params";

/** A parameter of the address that says nothing the page knows, and what the page shows instead. */
export type UnreadParam = { name: string; value: string; instead: string };

type Rule = { isUnread: (value: string) => boolean; instead: string };
const unlessParsed =
  (parser: { parse: (value: string) => unknown }): Rule["isUnread"] =>
  (value) =>
    parser.parse(value) === null;

const { order } = requestsParams;
const { metric, granularity, compare, list, page } = propertiesParams;

/** Filters, ranges and the strip's dimension are not here: what depends on them is not shown when they cannot be read. */
const RULES = {
  requests: {
    order: { isUnread: unlessParsed(order), instead: "the newest requests come first" },
    columns: { isUnread: isUnknownLayout, instead: "the columns are the usual ones" },
  },
  properties: {
    metric: { isUnread: unlessParsed(metric), instead: "the chart shows cost" },
    granularity: { isUnread: unlessParsed(granularity), instead: "the chart’s bars are as long as fits" },
    compare: { isUnread: unlessParsed(compare), instead: "the chart compares with nothing" },
    list: { isUnread: unlessParsed(list), instead: "the properties are listed by coverage" },
    sort: { isUnread: isUnknownSort, instead: "the values that cost most come first" },
    figures: { isUnread: isUnknownFigures, instead: "the table’s columns are the usual ones" },
    page: { isUnread: unlessParsed(page), instead: "the table shows its first page" },
  },
} satisfies Record<string, Record<string, Rule>>;

export type ReadingPage = keyof typeof RULES;

/** What of a page's address it does not understand. */
export function unreadParams(of: ReadingPage, search: URLSearchParams): UnreadParam[] {
  return Object.entries<Rule>(RULES[of]).flatMap(([name, { isUnread, instead }]) => {
    const value = search.get(name);
    return value === null || value === "" || !isUnread(value) ? [] : [{ name, value, instead }];
  });
}
