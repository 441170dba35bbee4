import { describe, expect, test } from "vitest";
import { refusalOf } from "./refuse-foreign";

const allowed = new Set(["facet.example.com", "proxy.internal:8443"]);

function ask(method: string, headers: Record<string, string>): "served" | "host" | "site" {
  const found = new Map(Object.entries(headers));
  const refusal = refusalOf({ method, header: (name) => found.get(name) ?? null }, allowed);
  if (refusal === null) return "served";
  return refusal.includes("FACET_ALLOWED_HOSTS") ? "host" : "site";
}

describe("the host name", () => {
  test.each([
    ["127.0.0.1:3000", "served"],
    ["127.0.0.1", "served"],
    ["localhost:3000", "served"],
    ["LOCALHOST:1", "served"],
    ["[::1]:3000", "served"],
    ["facet.example.com", "served"],
    ["facet.example.com:443", "served"],
    ["proxy.internal:8443", "served"],
    ["proxy.internal:8444", "host"],
    ["proxy.internal", "host"],
    ["evil.example", "host"],
    ["127.0.0.1.evil.example", "host"],
    ["localhost.evil.example:3000", "host"],
    ["facet.example.com.evil.example", "host"],
    ["127.0.0.1:3000@evil.example", "host"],
    ["10.0.0.1:3000", "host"],
    ["", "host"],
  ])("%s: %s", (host, outcome) => {
    expect(ask("GET", { host })).toBe(outcome);
    expect(ask("POST", { host, "sec-fetch-site": "same-origin" })).toBe(outcome);
    // What another name claims on the way changes nothing.
    expect(ask("GET", { host, "x-forwarded-host": "127.0.0.1:3000" })).toBe(outcome);
  });
});

describe("the page it comes from", () => {
  const host = "127.0.0.1:3000";
  test.each<[string, Record<string, string>, string]>([
    ["POST", {}, "served"],
    ["POST", { "sec-fetch-site": "same-origin" }, "served"],
    ["POST", { "sec-fetch-site": "none" }, "served"],
    ["POST", { "sec-fetch-site": "cross-site" }, "site"],
    // Another port of this machine.
    ["POST", { "sec-fetch-site": "same-site" }, "site"],
    ["POST", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, "site"],
    ["PATCH", { "sec-fetch-site": "cross-site", authorization: "Bearer sk-facet" }, "site"],
    ["POST", { "sec-fetch-site": "nonsense" }, "site"],
    ["POST", { origin: "http://127.0.0.1:3000" }, "served"],
    ["POST", { origin: "https://facet.example.com" }, "served"],
    ["POST", { origin: "http://127.0.0.1:3001" }, "site"],
    ["POST", { origin: "https://evil.example" }, "site"],
    ["DELETE", { origin: "null" }, "site"],
    ["GET", {}, "served"],
    ["GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, "served"],
    ["GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }, "site"],
    ["GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }, "site"],
    ["GET", { origin: "https://evil.example" }, "site"],
  ])("%s %j: %s", (method, headers, outcome) => {
    expect(ask(method, { host, ...headers })).toBe(outcome);
  });
});
