import { expect, test } from "vitest";
import { estimateUsage } from "@/lib/pricing/estimate-tokens";

test("short texts are counted exactly", async () => {
  const usage = await estimateUsage({ prompt: "hello world", output: "" });
  expect(usage).toMatchObject({ inputTokens: 2, outputTokens: 0, cacheReadTokens: null });
});

test("text that spells a special token is just text", async () => {
  const usage = await estimateUsage({ prompt: "<|endoftext|>", output: "<|im_start|>" });
  expect(usage.inputTokens).toBeGreaterThan(0);
  expect(usage.outputTokens).toBeGreaterThan(0);
});

test("a long text is extrapolated from its beginning", async () => {
  const sentence = "The quick brown fox jumps over the lazy dog. ";
  const { inputTokens } = await estimateUsage({ prompt: sentence.repeat(100_000), output: "" });
  expect(inputTokens).toBeGreaterThan(950_000);
  expect(inputTokens).toBeLessThan(1_050_000);
});

test("text without a single space takes no longer than others", async () => {
  const started = performance.now();
  await estimateUsage({ prompt: "a".repeat(1_000_000), output: "界".repeat(1_000_000) });
  expect(performance.now() - started).toBeLessThan(5_000);
});
