import { expect, it } from "vitest";
import { baseUrls, clientSnippets } from "./snippets";

it("puts the gateway, the key and two properties in every snippet", () => {
  for (const { code } of clientSnippets("http://127.0.0.1:8787/")) {
    expect(code).toContain("http://127.0.0.1:8787/gateway/");
    expect(code).toContain("FACET_API_KEY");
    expect(code).toContain("Helicone-Auth");
    expect(code).toContain("Helicone-Property-Environment");
  }
});

it("knows what each SDK appends by itself", () => {
  const urls = new Map(baseUrls("http://127.0.0.1:8787").map(({ provider, url }) => [provider, url]));
  expect(urls.get("OpenAI")).toBe("http://127.0.0.1:8787/gateway/openai/v1");
  expect(urls.get("Anthropic")).toBe("http://127.0.0.1:8787/gateway/anthropic");
});
