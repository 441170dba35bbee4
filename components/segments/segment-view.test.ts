import { expect, test } from "vitest";
import { segmentSearch, shows, viewOf } from "./segment-view";

test("a view is what is asked for, not whose and what is open", () => {
  expect(viewOf("?range=24h&project=demo&filter=status%3Aerror&request=0198&segment=3&to=")).toBe(
    "filter=status%3Aerror&range=24h",
  );
});

test("a segment is shown while what it says holds, whatever else another page adds", () => {
  const saved = "filter=status%3Aerror&range=24h";
  expect(shows("?range=24h&filter=status%3Aerror&project=demo&segment=3", saved)).toBe(true);
  expect(shows("?range=24h&filter=status%3Aerror&property=feature&metric=requests", saved)).toBe(true);
  expect(shows("?range=7d&filter=status%3Aerror", saved)).toBe(false);
  expect(shows("?range=24h", saved)).toBe(false);
  expect(shows("?range=24h&filter=status%3Aerror&order=cost", saved)).toBe(false);
  expect(shows("?range=24h&filter=status%3Aerror", `${saved}&property=feature`)).toBe(false);
});

test("a link carries the view and the segment's number", () => {
  expect(segmentSearch("demo", 3, "range=24h&project=other")).toBe("range=24h&project=demo&segment=3");
  expect(segmentSearch(null, "none", "")).toBe("segment=none");
});
