import OpenAI, { toFile } from "openai";
import { expect, it } from "vitest";
import { startPair, TEST_KEY } from "./test-gateway";

it("an upload names its model and settings, behind its file as well", async () => {
  const { gateway } = await startPair((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      const usage = { type: "tokens", input_tokens: 14, output_tokens: 3, total_tokens: 17 };
      response.end(JSON.stringify({ text: "Hello.", usage }));
    });
  });
  const openai = new OpenAI({
    apiKey: "sk",
    baseURL: `${gateway.url}/gateway/openai/v1`,
    defaultHeaders: { "Helicone-Auth": `Bearer ${TEST_KEY}` },
    maxRetries: 0,
  });
  const file = await toFile(Buffer.alloc(3_000_000, "\r\n--"), "speech.mp3");
  const heard = await openai.audio.transcriptions.create({
    file,
    model: "gpt-4o-transcribe",
    response_format: "json",
    prompt: "Names: Zażółć",
  });
  expect(heard.text).toBe("Hello.");
  expect(await gateway.sink.holds(1)).toMatchObject([
    {
      requestModel: "gpt-4o-transcribe",
      stream: false,
      parameters: { response_format: "json" },
      requestPreview: "Names: Zażółć",
      responsePreview: "Hello.",
      usage: { inputTokens: 14, outputTokens: 3 },
      usageSource: "reported",
    },
  ]);
});
