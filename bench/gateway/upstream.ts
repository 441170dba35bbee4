import { createServer } from "node:http";
import { STREAMED_EVENTS, WHOLE_ANSWER } from "./answer";

/** The mock provider: reads the request whole, then answers at once, whole or as a stream with 1 ms (slow: 250 ms, without end) between events. */
const server = createServer({ maxHeaderSize: 131_072 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const streamed = chunks.at(-1)?.includes('"stream":true') ?? false;
    if (chunks.at(-1)?.includes('"user":"slow"')) return slow();
    if (streamed) return stream(0);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(WHOLE_ANSWER) });
    response.end(WHOLE_ANSWER);
  });
  function stream(index: number): void {
    if (index === 0) response.writeHead(200, { "content-type": "text/event-stream" });
    const next = STREAMED_EVENTS[index];
    if (next === undefined) return void response.end();
    response.write(next);
    setTimeout(() => stream(index + 1), 1);
  }
  function slow(): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const write = () => response.write(STREAMED_EVENTS[0] ?? "");
    write();
    const timer = setInterval(write, 250);
    response.once("close", () => clearInterval(timer));
  }
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("SIGTERM", () => process.exit(0));
process.on("disconnect", () => process.exit(0));
