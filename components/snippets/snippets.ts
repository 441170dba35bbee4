/** One client, ready to paste. `code` reads the project key from the environment variable FACET_API_KEY. */
export type Snippet = {
  id: "openai-python" | "openai-node" | "anthropic" | "gemini" | "vercel" | "curl";
  label: string;
  code: string;
};

/**
 * How to send a tagged call through the gateway at `gatewayUrl` (`http://127.0.0.1:8787`), one snippet per client. Each
 * SDK wants another part of the path in its base URL: what it appends itself is left out.
 */
export function clientSnippets(gatewayUrl: string): Snippet[] {
  const gateway = `${gatewayUrl.replace(/\/+$/, "")}/gateway`;
  return [
    { id: "openai-python", label: "OpenAI Python", code: openAiPython(gateway) },
    { id: "openai-node", label: "OpenAI Node", code: openAiNode(gateway) },
    { id: "anthropic", label: "Anthropic", code: anthropicPython(gateway) },
    { id: "gemini", label: "Gemini", code: geminiNode(gateway) },
    { id: "vercel", label: "Vercel AI SDK", code: vercel(gateway) },
    { id: "curl", label: "curl", code: curl(gateway) },
  ];
}

/** The base URL each kind of client is given, for people who know the rest. */
export function baseUrls(gatewayUrl: string): { provider: string; url: string }[] {
  const gateway = `${gatewayUrl.replace(/\/+$/, "")}/gateway`;
  return [
    { provider: "OpenAI", url: `${gateway}/openai/v1` },
    { provider: "Anthropic", url: `${gateway}/anthropic` },
    { provider: "Google Gemini", url: `${gateway}/google` },
    { provider: "Groq", url: `${gateway}/groq/openai/v1` },
    { provider: "OpenRouter", url: `${gateway}/openrouter/api/v1` },
    { provider: "Any other, named by Helicone-Target-URL", url: `${gateway}/custom` },
  ];
}

function openAiPython(gateway: string): string {
  return `import os
from openai import OpenAI

client = OpenAI(
    base_url="${gateway}/openai/v1",
    default_headers={"Helicone-Auth": f"Bearer {os.environ['FACET_API_KEY']}"},
)

client.chat.completions.create(
    model="gpt-4.1-mini",
    messages=[{"role": "user", "content": "Hello"}],
    extra_headers={
        "Helicone-Property-Environment": "development",
        "Helicone-Property-Feature": "spellcheck",
    },
)`;
}

function openAiNode(gateway: string): string {
  return `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${gateway}/openai/v1",
  defaultHeaders: { "Helicone-Auth": \`Bearer \${process.env.FACET_API_KEY}\` },
});

await client.chat.completions.create(
  { model: "gpt-4.1-mini", messages: [{ role: "user", content: "Hello" }] },
  {
    headers: {
      "Helicone-Property-Environment": "development",
      "Helicone-Property-Feature": "spellcheck",
    },
  },
);`;
}

function anthropicPython(gateway: string): string {
  return `import os
from anthropic import Anthropic

client = Anthropic(
    base_url="${gateway}/anthropic",
    default_headers={"Helicone-Auth": f"Bearer {os.environ['FACET_API_KEY']}"},
)

client.messages.create(
    model="claude-haiku-4-5",
    max_tokens=256,
    messages=[{"role": "user", "content": "Hello"}],
    extra_headers={
        "Helicone-Property-Environment": "development",
        "Helicone-Property-Feature": "spellcheck",
    },
)`;
}

function geminiNode(gateway: string): string {
  return `import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.GEMINI_API_KEY,
  httpOptions: {
    baseUrl: "${gateway}/google",
    headers: {
      "Helicone-Auth": \`Bearer \${process.env.FACET_API_KEY}\`,
      "Helicone-Property-Environment": "development",
      "Helicone-Property-Feature": "spellcheck",
    },
  },
});

await client.models.generateContent({ model: "gemini-2.5-flash", contents: "Hello" });`;
}

function vercel(gateway: string): string {
  return `import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const openai = createOpenAI({
  baseURL: "${gateway}/openai/v1",
  headers: { "Helicone-Auth": \`Bearer \${process.env.FACET_API_KEY}\` },
});

await generateText({
  model: openai("gpt-4.1-mini"),
  prompt: "Hello",
  headers: {
    "Helicone-Property-Environment": "development",
    "Helicone-Property-Feature": "spellcheck",
  },
});`;
}

function curl(gateway: string): string {
  return `curl ${gateway}/openai/v1/chat/completions \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Helicone-Auth: Bearer $FACET_API_KEY" \\
  -H "Helicone-Property-Environment: development" \\
  -H "Helicone-Property-Feature: spellcheck" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-4.1-mini", "messages": [{"role": "user", "content": "Hello"}]}'`;
}
