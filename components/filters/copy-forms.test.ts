import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readFilterInput } from "@/lib/filters/filter-input";
import { anyFilter } from "@/lib/filters/test-filters";
import { curlCommand, queryBody } from "./copy-forms";

const range = { preset: "7d" } as const;

it("gives a shell a URL that reads as the same filter", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const command = curlCommand("http://127.0.0.1:3000", { filter, range });
      const url = execFileSync("sh", ["-c", command.replace("curl", "printf '%s\\n'")], { encoding: "utf8" })
        .split("\n")
        .at(-2);
      expect(readFilterInput(new URL(url ?? "").searchParams.get("filter"))).toEqual(filter);
    }),
    { numRuns: 25 },
  );
});

it("gives REST the filter as JSON and the range as it is", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(readFilterInput(JSON.parse(queryBody({ filter, range })).filter)).toEqual(filter);
    }),
  );
  const span = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z") };
  expect(JSON.parse(queryBody({ filter: null, range: span }))).toEqual({
    metrics: ["requests", "cost"],
    dimensions: [],
    range: { from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
  });
  expect(curlCommand("http://h", { filter: null, range: span })).toContain("from=2026-11-01T00%3A00%3A00.000Z&to=");
});
