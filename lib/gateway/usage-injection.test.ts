import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findProvider } from "@/lib/providers/registry";
import { shapeForPath } from "@/lib/providers/shape-for-path";
import { injectUsage, planInjection } from "./usage-injection";
import { UsageStripper } from "./usage-stripper";

const chat = shapeForPath("/v1/chat/completions");
const openai = findProvider("openai");
const groq = findProvider("groq");

describe("planInjection", () => {
  it("asks for usage where it is absent and the provider is known to take it", () => {
    if (!openai || !groq) throw new Error("registry");
    expect(planInjection(openai, chat, { stream: true }, null)).toBe("strip");
    expect(planInjection(openai, chat, { stream: true, stream_options: { include_usage: false } }, null)).toBe("strip");
    expect(planInjection(openai, chat, { stream: true, stream_options: { include_usage: true } }, null)).toBe("none");
    expect(planInjection(openai, chat, { stream: false }, null)).toBe("none");
    expect(planInjection(openai, chat, { stream: true }, false)).toBe("none");
    expect(planInjection(groq, chat, { stream: true }, null)).toBe("none");
    expect(planInjection(groq, chat, { stream: true }, true)).toBe("inject");
    expect(planInjection(openai, shapeForPath("/v1/responses"), { stream: true }, true)).toBe("none");
  });
});

describe("injectUsage", () => {
  const bodies = fc.dictionary(fc.string(), fc.jsonValue()).map((body) => ({ ...body, stream: true }));
  const spaces = fc.constantFrom(undefined, 1, "\t");
  const inject = (json: string) => Buffer.from(injectUsage(Buffer.from(json), JSON.parse(json))).toString();

  it("adds one member and leaves every other byte of any request as it is", () => {
    fc.assert(
      fc.property(bodies, spaces, (body, space) => {
        const json = `${JSON.stringify({ ...body, stream_options: undefined }, null, space)}\n`;
        const end = json.lastIndexOf("}");
        const added = ',"stream_options":{"include_usage":true}';
        expect(inject(json)).toBe(json.slice(0, end) + added + json.slice(end));
      }),
    );
  });

  it("keeps the caller's other stream options", () => {
    fc.assert(
      fc.property(bodies, spaces, fc.constantFrom(null, {}, { include_usage: false, a: "}" }), (body, space, given) => {
        const json = JSON.stringify({ ...body, stream_options: given, tail: [1] }, null, space);
        const expected = { ...JSON.parse(json), stream_options: { ...given, include_usage: true } };
        expect(JSON.parse(inject(json))).toEqual(expected);
      }),
    );
  });
});

/** A stream as OpenAI sends it, with and without include_usage, at any line ending. */
function streams(eol: string) {
  const chunk = (delta: string, usage: string) =>
    `data: {"id":"c","choices":[{"index":0,"delta":{"content":"${delta}"}}]${usage},"obfuscation":"xy"}${eol}${eol}`;
  const last = `data: {"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}${eol}${eol}`;
  const deltas = ['Zażółć \\"usage\\":null', "usage", "☕", "}{"];
  const render = (usage: string) => `: hello${eol}${eol}${deltas.map((delta) => chunk(delta, usage)).join("")}`;
  const done = `data: [DONE]${eol}${eol}`;
  return { asked: Buffer.from(render(',"usage":null') + last + done), plain: Buffer.from(render("") + done) };
}

describe("UsageStripper", () => {
  it.each(["\n", "\r\n", "\r"])("gives back what the client would have seen, cut at every byte (%j)", (eol) => {
    const { asked, plain } = streams(eol);
    for (let cut = 0; cut <= asked.length; cut++) {
      const stripper = new UsageStripper();
      const parts = [stripper.push(asked.subarray(0, cut)), stripper.push(asked.subarray(cut)), stripper.flush()];
      expect(Buffer.concat(parts).equals(plain), `cut at ${cut}`).toBe(true);
    }
    const stripper = new UsageStripper();
    const bytes = [...asked].map((byte) => stripper.push(Uint8Array.of(byte)));
    expect(Buffer.concat([...bytes, stripper.flush()]).equals(plain)).toBe(true);
  });

  it("changes no byte of a stream that is something else", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (chunks) => {
        const stripper = new UsageStripper();
        const out = [...chunks.map((chunk) => stripper.push(chunk)), stripper.flush()];
        expect(Buffer.concat(out).equals(Buffer.concat(chunks))).toBe(true);
      }),
    );
    const odd = 'data: {"usage":nul\n\ndata: "usage"\n\ndata: {"choices":[{}],"usage":{"prompt_tokens":1}}\n\n';
    const stripper = new UsageStripper();
    expect(Buffer.concat([stripper.push(Buffer.from(odd)), stripper.flush()]).toString()).toBe(odd);
  });

  it("puts an event out as soon as it is whole", () => {
    const stripper = new UsageStripper();
    expect(Buffer.from(stripper.push(Buffer.from("data: 1\n\ndata: 2"))).toString()).toBe("data: 1\n\n");
  });
});
