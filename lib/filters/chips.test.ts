import { expect, test } from "vitest";
import { filterSentence } from "./chips";
import { parseFilterText } from "./parse-filter-text";

const names = new Map([["environment", "Environment"]]);

test.each([
  ["property:environment:production,staging", "Environment is production or staging"],
  ["-property:environment:production", "Environment is not production (untagged left out)"],
  ["property:job_id:*", "Job ID is set"],
  ["-property:environment:*", "Environment is not set"],
  ["latency<300", "Latency is less than 300 ms"],
  ["-model:gpt*,o1*", "Model does not start with gpt nor o1 (those without left out)"],
  ["cost>0.01", "Cost is more than $0.01"],
  ["latency<=1500", "Latency is at most 1.5 s"],
  ["-status:2xx,error", "Status is not 2xx nor error"],
  ['user:""', 'User is ""'],
  ["NOT model:gpt*", "not Model starts with gpt"],
  ["(model:a OR (user:b,c cost:*))", "Model is a or ((User is b or c) and Cost is set)"],
])("%s reads %s", (text, sentence) => {
  const filter = parseFilterText(text);
  expect(filter && filterSentence(filter, names)).toBe(sentence);
});
