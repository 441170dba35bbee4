"use client";

import { useEffect, useState, useTransition } from "react";

/**
 * The value, a moment later: what is slow to show need not hold up the rest of the page. `late` while the one returned is
 * not the newest yet.
 */
export function useLate<Value>(value: Value): { shown: Value; late: boolean } {
  const [shown, setShown] = useState(() => value);
  const [pending, start] = useTransition();
  useEffect(() => start(() => setShown(() => value)), [value]);
  return { shown, late: pending || shown !== value };
}
