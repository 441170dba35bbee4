import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prettyJson } from "./json";
import type { Message } from "./message";
import { readConversation } from "./read-conversation";

const json = (value: unknown) => JSON.stringify(value);
const sse = (events: unknown[]) => events.map((event) => `data: ${json(event)}\n\n`).join("");
const said = (role: string, text: string): Message => ({ role, parts: [{ kind: "text", text }] });

describe("whole bodies", () => {
  it("reads OpenAI chat with pictures, tools and their results", () => {
    const { request, response } = readConversation(
      json({
        messages: [
          { role: "system", content: "Be brief" },
          {
            role: "user",
            content: [
              { type: "text", text: "What is this?" },
              { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
            ],
          },
          { role: "tool", tool_call_id: "t1", content: '{"a":1}' },
        ],
      }),
      json({
        choices: [
          {
            message: {
              role: "assistant",
              content: null,
              tool_calls: [{ function: { name: "look", arguments: "{}" } }],
            },
          },
        ],
      }),
    );
    expect(request[0]).toEqual(said("system", "Be brief"));
    expect(request[1]?.parts[1]).toEqual({
      kind: "media",
      label: "Image, image/png, inline",
      preview: "data:image/png;base64,AAAA",
      link: null,
    });
    expect(request[2]?.parts).toEqual([{ kind: "tool-result", name: "t1", output: '{\n  "a": 1\n}' }]);
    expect(response[0]?.parts).toEqual([{ kind: "tool-call", name: "look", input: "{}" }]);
  });

  it("reads Anthropic, OpenAI responses, Gemini, older completions and errors", () => {
    const anthropic = readConversation(
      json({ system: "Be brief", messages: [{ role: "user", content: "Hi" }] }),
      json({ type: "message", role: "assistant", content: [{ type: "text", text: "Hello" }] }),
    );
    expect(anthropic).toEqual({
      request: [said("system", "Be brief"), said("user", "Hi")],
      response: [said("assistant", "Hello")],
    });
    const responses = readConversation(
      json({ instructions: "Be brief", input: "Hi" }),
      json({ output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }] }),
    );
    expect(responses.request).toEqual([said("system", "Be brief"), said("user", "Hi")]);
    expect(responses.response).toEqual([said("assistant", "Hello")]);
    const gemini = readConversation(
      json({ contents: [{ parts: [{ text: "Hi" }] }], systemInstruction: { parts: [{ text: "Be brief" }] } }),
      json({ candidates: [{ content: { role: "model", parts: [{ text: "Hello" }] } }] }),
    );
    expect(gemini).toEqual({
      request: [said("system", "Be brief"), said("user", "Hi")],
      response: [said("model", "Hello")],
    });
    expect(readConversation(json({ prompt: "Hi" }), json({ choices: [{ text: "Hello" }] }))).toEqual({
      request: [said("user", "Hi")],
      response: [said("assistant", "Hello")],
    });
    expect(readConversation(null, json({ error: { message: "No" } })).response).toEqual([said("error", "No")]);
  });
});

describe("streams", () => {
  const words = fc.array(fc.string({ minLength: 1 }), { minLength: 1 });

  it("puts any text together as it was streamed, in every shape", () => {
    fc.assert(
      fc.property(words, (texts) => {
        const whole = texts.join("");
        const chat = texts.map((content) => ({ choices: [{ index: 0, delta: { content } }] }));
        const anthropic = [
          { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
          ...texts.map((text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
        ];
        const responses = texts.map((delta) => ({ type: "response.output_text.delta", delta }));
        const gemini = texts.map((text) => ({ candidates: [{ content: { role: "model", parts: [{ text }] } }] }));
        const ollama = texts.map((content) => json({ message: { role: "assistant", content } })).join("\n");
        expect(readConversation(null, sse(chat)).response).toEqual([said("assistant", whole)]);
        expect(readConversation(null, sse(anthropic)).response).toEqual([said("assistant", whole)]);
        expect(readConversation(null, sse(responses)).response).toEqual([said("assistant", whole)]);
        expect(readConversation(null, sse(gemini)).response).toEqual([said("model", whole)]);
        expect(readConversation(null, json(gemini)).response).toEqual([said("model", whole)]);
        if (texts.length > 1) expect(readConversation(null, ollama).response).toEqual([said("assistant", whole)]);
      }),
    );
  });

  it("reads what came before a stream was cut, at any character", () => {
    const body = sse(["Hel", "lo ", "you"].map((content) => ({ choices: [{ index: 0, delta: { content } }] })));
    for (let end = 0; end <= body.length; end++) {
      const [message] = readConversation(null, body.slice(0, end)).response;
      const [part] = message?.parts ?? [];
      expect("Hello you".startsWith(part?.kind === "text" ? part.text : "")).toBe(true);
    }
  });
});

it("never throws, whatever the bodies are", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (request, response) => {
      readConversation(request, response);
      readConversation(`{"messages":[${request}]}`, `data: ${response}\n\n`);
      readConversation(`{"contents":[${request}]}`, `{"candidates":[${response}]}`);
      readConversation(`{"input":[${request}]}`, `{"output":[${response}],"choices":[${response}]}`);
    }),
  );
});

describe("JSON nested beyond reason", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const results = (depth: number) => `${'[{"type":"tool_result","content":'.repeat(depth)}"x"${"}]".repeat(depth)}`;

  it("is left to the raw body, and ends nothing", () => {
    for (const content of [nested(20_000), results(20_000)]) {
      const body = `{"messages":[{"role":"user","content":${content}}]}`;
      expect(readConversation(body, body)).toEqual({ request: [], response: [] });
      expect(prettyJson(content)).toBe(content);
    }
    expect(readConversation(`{"messages":[{"role":"user","content":${results(50)}}]}`, null).request).toHaveLength(1);
  });

  it("is not laid out where that would be mostly blanks", () => {
    const wide = `${"[".repeat(150)}${"0,".repeat(200_000)}0${"]".repeat(150)}`;
    expect(prettyJson(wide)).toBe(wide);
    expect(prettyJson('{"a":"[[[{\\"[["}')).toBe('{\n  "a": "[[[{\\"[["\n}');
  });
});
