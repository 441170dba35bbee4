import { describe, expect, it } from "vitest";
import { readRequestHeaders } from "./request-headers";
import { findRoute } from "./route";

const route = (target: string, headers: Record<string, string> = {}, upstreams: Record<string, string> = {}) =>
  findRoute(target, readRequestHeaders(Object.entries(headers).flat()), new Map(Object.entries(upstreams)));

describe("findRoute", () => {
  it.each([
    ["/gateway/openai/v1/chat/completions?x=%2F&y", "openai", "https://api.openai.com", "/v1/chat/completions?x=%2F&y"],
    ["/gateway/openai/v1/models/", "openai", "https://api.openai.com", "/v1/models/"],
    ["/gateway/OAI", "openai", "https://api.openai.com", "/"],
    ["/gateway/openai?x=1", "openai", "https://api.openai.com", "/?x=1"],
    ["/v1/gateway/oai/v1/chat/completions", "openai", "https://api.openai.com", "/v1/chat/completions"],
    ["/v1/gateway/anthropic/v1/messages", "anthropic", "https://api.anthropic.com", "/v1/messages"],
    ["/gateway/groq/openai/v1/models", "groq", "https://api.groq.com", "/openai/v1/models"],
    ["/gateway/openai//v1/../x", "openai", "https://api.openai.com", "//v1/../x"],
  ])("%s", (target, id, origin, path) => {
    expect(route(target)).toMatchObject({ provider: { id }, origin, path, guarded: false });
  });

  it("goes where the operator says", () => {
    expect(route("/gateway/openai/v1/models", {}, { openai: "http://127.0.0.1:4010" })).toMatchObject({
      origin: "http://127.0.0.1:4010",
      host: "127.0.0.1:4010",
      path: "/v1/models",
      guarded: false,
    });
    expect(route("/gateway/openai/v1/models", {}, { openai: "http://h/base" })).toMatchObject({
      path: "/base/v1/models",
    });
    expect(route("/gateway/openai/v1/models", {}, { openai: "http://h/v1" })).toMatchObject({ path: "/v1/models" });
  });

  it("goes where the caller says, guarded, and knows the provider by its host", () => {
    const groq = route("/gateway/custom/openai/v1/models", { "Helicone-Target-URL": "https://api.groq.com" });
    expect(groq).toMatchObject({ provider: { id: "groq" }, origin: "https://api.groq.com", guarded: true });
    const any = route("/v1/models?a", { "helicone-target-url": "https://llm.example/base/" });
    expect(any).toMatchObject({ provider: { id: "custom" }, path: "/base/v1/models?a", guarded: true });
    const azure = route("/gateway/openai/openai/deployments/d/chat/completions?api-version=1", {
      "Helicone-OpenAI-Api-Base": "https://me.openai.azure.com",
    });
    expect(azure).toMatchObject({ provider: { id: "azure" }, origin: "https://me.openai.azure.com", guarded: true });
  });

  it("trusts a caller's target that the operator has named", () => {
    const headers = { "Helicone-Target-URL": "http://127.0.0.1:9999/v1" };
    expect(route("/gateway/custom/v1/x", headers, { custom: "http://127.0.0.1:9999" })).toMatchObject({
      guarded: false,
    });
    expect(route("/gateway/custom/v1/x", headers)).toMatchObject({ guarded: true, path: "/v1/x" });
  });

  it("says what to do about what it cannot route", () => {
    expect(route("/gateway/nobody/v1")).toMatchObject({ status: 404, message: expect.stringContaining("openai") });
    expect(route("/v1/chat/completions")).toMatchObject({
      status: 404,
      message: expect.stringContaining("Helicone-Target-URL"),
    });
    expect(route("/gateway/azure/openai")).toMatchObject({
      status: 404,
      message: expect.stringContaining("FACET_UPSTREAM_AZURE"),
    });
    for (const bad of ["ftp://x", "nonsense", "https://user:pass@host", "file:///etc/passwd"]) {
      expect(route("/gateway/custom/", { "Helicone-Target-URL": bad })).toMatchObject({ status: 400 });
    }
  });
});
