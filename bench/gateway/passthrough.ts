import { createServer } from "node:http";
import { Pool } from "undici";

/** The floor: the least a Node gateway can do, node:http in front of undici, nothing read, nothing recorded. */
const pool = new Pool(process.argv[2] ?? "", { connections: 4096, pipelining: 1 });

const server = createServer({ maxHeaderSize: 131_072 }, (request, response) => {
  const { host: _, connection: __, ...headers } = request.headers;
  pool.stream(
    { path: request.url ?? "/", method: "POST", headers, body: request, opaque: null },
    ({ statusCode, headers: answered }) => response.writeHead(statusCode, answered),
    (error) => {
      if (error) response.destroy();
    },
  );
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("SIGTERM", () => process.exit(0));
process.on("disconnect", () => process.exit(0));
