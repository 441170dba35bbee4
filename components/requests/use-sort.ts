"use client";

import { useQueryState } from "nuqs";
import { useUrlTransition } from "@/components/frame/url-transition";
import { builtInColumn } from "@/components/requests/column-ids";
import type { RequestOrder } from "@/lib/filters/request-order";
import { requestsParams } from "@/lib/filters/search-params";

/** Orders of a sortable column: the one a first click gives, and its opposite. */
export type ColumnOrders = { first: RequestOrder; second: RequestOrder };

/** Null: the table is not sorted by this column. */
export function ordersOf(column: string): ColumnOrders | null {
  const sort = builtInColumn(column)?.sort ?? null;
  if (sort === null) return null;
  return sort === "time" ? { first: "newest", second: "oldest" } : { first: `-${sort}`, second: sort };
}

/** The order in the URL. */
export function useSort() {
  const { start } = useUrlTransition();
  const [order, setOrder] = useQueryState(
    "order",
    requestsParams.order.withOptions({ shallow: false, history: "push", startTransition: start }),
  );
  return {
    order,
    sort: (next: RequestOrder) => void setOrder(next),
    /** What a click on the column's header does: largest first, smallest first, back to the newest. */
    cycle: ({ first, second }: ColumnOrders) => {
      if (order === first) void setOrder(second);
      else void setOrder(order === second ? "newest" : first);
    },
  };
}
