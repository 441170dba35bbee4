import { Pool } from "undici";
import { chatRequest } from "../gateway/answer";

export type SendTask = { url: string; headers: Record<string, string>; connections: number; seconds: number };
/** Calls answered with 200, and all that were not. */
export type Sent = { answered: number; failed: number; seconds: number };

/** Sends calls with 2 KB bodies over some connections, in a process of its own, and counts every one to its end. */
process.on("message", async (task: SendTask) => process.send?.(await sendFor(task)));
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.("ready");

async function sendFor({ url, headers, connections, seconds }: SendTask): Promise<Sent> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const request = { path: pathname, method: "POST", headers, body: chatRequest(2048, false) } as const;
  const sent = { answered: 0, failed: 0 };
  const startedAt = performance.now();
  const worker = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      try {
        const answer = await pool.request(request);
        await answer.body.dump();
        if (answer.statusCode === 200) sent.answered++;
        else sent.failed++;
      } catch {
        sent.failed++;
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await pool.close();
  return { ...sent, seconds: (performance.now() - startedAt) / 1000 };
}
