import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bearerToken, heliconeText, readRequestHeaders } from "./request-headers";

const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("readRequestHeaders", () => {
  it("passes on the provider's headers as they came and keeps ours and the connection's back", () => {
    const { forward } = readRequestHeaders([
      ...["Host", "x", "Connection", "keep-alive, X-Hop", "X-Hop", "1", "TE", "trailers", "Upgrade", "h2c"],
      ...["Authorization", "Bearer sk", "X-Twice", "a", "x-twice", "b", "HELICONE-Auth", "Bearer k"],
      ...["helicone-Cache-Enabled", "true", "x-portkey-metadata", "{}", "x-litellm-tags", "a", "X-BF-DIM-team", "t"],
      ...["Expect", "100-continue", "Content-Length", "5", "Proxy-Connection", "close", "Accept", "*/*"],
    ]);
    expect(forward).toEqual(["Authorization", "Bearer sk", "X-Twice", "a", "x-twice", "b", "Accept", "*/*"]);
  });

  it("reads property values as UTF-8 when they are, else as Latin-1", () => {
    const { properties } = readRequestHeaders([
      ...["Helicone-Property-City", latin1("Kraków ☕"), "Helicone-Property-Place", "Malm\xf6"],
      ...["helicone-property-Empty", "", "Helicone-Property-", "ignored", "Helicone-Property-__proto__", "x"],
    ]);
    expect(properties.list()).toEqual([
      { key: "city", spelling: "City", value: "Kraków ☕" },
      { key: "place", spelling: "Place", value: "Malmö" },
      { key: "empty", spelling: "Empty", value: "" },
      { key: "--proto--", spelling: "__proto__", value: "x" },
    ]);
  });

  it("knows one property by any spelling, the last one counting", () => {
    const { properties } = readRequestHeaders([
      ...["Helicone-Property-User-Type", "a", "helicone-property-user_type", "b"],
      ...["helicone-property-user-type", "c"],
    ]);
    expect(properties.list()).toEqual([{ key: "user-type", spelling: "user_type", value: "b" }]);
  });

  it("cuts values after 1,024 characters and says which", () => {
    const { properties } = readRequestHeaders(["Helicone-Property-Long", "x".repeat(1025)]);
    expect(properties.list()[0]?.value).toBe("x".repeat(1024));
    expect(properties.cutKeys()).toEqual(["long"]);
  });

  it("takes peers' metadata as properties, Helicone's own first", () => {
    const { properties } = readRequestHeaders([
      ...["x-portkey-metadata", latin1('{"_user":"u1","env":"prod","n":3,"team":"portkey","odd":{"a":1},"none":null}')],
      ...["x-litellm-tags", "b, a,,b", "X-BF-Dim-Region", "eu", "Helicone-Property-Team", "own"],
    ]);
    const values = Object.fromEntries(properties.list().map(({ key, value }) => [key, value]));
    expect(values).toEqual({ team: "own", region: "eu", user: "u1", env: "prod", n: "3", odd: '{"a":1}', tags: "a,b" });
  });

  it("takes the country that Cloudflare or Vercel names, when they know it", () => {
    expect(readRequestHeaders(["CF-IPCountry", "de"]).country).toBe("DE");
    expect(readRequestHeaders(["X-Vercel-IP-Country", "BR", "cf-ipcountry", "DE"]).country).toBe("BR");
    for (const unknown of ["XX", "T1", "", "Germany"]) {
      expect(readRequestHeaders(["cf-ipcountry", unknown]).country).toBeNull();
    }
  });

  it("offers the provider no coding of the answer that cannot be read on the way", () => {
    const offered = (accepted: string) => readRequestHeaders(["Accept-Encoding", accepted]).forward[1];
    expect(offered("gzip, deflate, br, zstd")).toBe("gzip, deflate, br");
    expect(offered("zstd;q=1, gzip;q=0.5")).toBe("gzip;q=0.5");
    expect(offered("zstd")).toBe("identity");
    for (const untouched of ["br, gzip,deflate", "identity", "*;q=0.1", "GZIP"]) {
      expect(offered(untouched)).toBe(untouched);
    }
  });

  it("carries 500 properties", () => {
    const raw = Array.from({ length: 500 }, (_, index) => [`Helicone-Property-P${index}`, "v".repeat(200)]).flat();
    expect(readRequestHeaders(raw).properties.list()).toHaveLength(500);
  });

  it("never throws, whatever the headers", () => {
    const text = fc.string({ unit: "binary" }).map((value) => Buffer.from(value).toString("latin1"));
    const name = fc.oneof(
      text,
      text.map((tail) => `Helicone-Property-${tail}`),
      fc.constant("x-portkey-metadata"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text)), (pairs) => {
        const headers = readRequestHeaders(pairs.flat());
        expect(heliconeText(headers, "user-id")).toSatisfy((value) => value === null || typeof value === "string");
      }),
    );
  });
});

describe("bearerToken", () => {
  it("takes the token whatever the case of Bearer", () => {
    expect(bearerToken("bearer  abc ")).toBe("abc");
    expect(bearerToken("Bearer ' OR '1'='1")).toBe("' OR '1'='1");
    expect(bearerToken("Basic abc")).toBeNull();
    expect(bearerToken("Bearer ")).toBeNull();
  });
});
