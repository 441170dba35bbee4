import { connect, createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./client";
import { createTestDatabase } from "./test-database";

/** Ways for a connection to be lost, told as what is done to its client's side. */
const LOSSES: [string, (socket: Socket) => void][] = [
  ["closed by the server", (socket) => socket.end()],
  ["reset", (socket) => socket.resetAndDestroy()],
];

test.each(LOSSES)("a transaction whose connection is %s rejects, and the pool goes on", async (_name, lose) => {
  const { url, sockets } = await proxyTo(new URL((await createTestDatabase()).url));
  const database = open(url);
  for (let round = 0; round < 5; round++) {
    const lost = database.transaction(async (transaction) => {
      await transaction.execute(sql`select 1`);
      const sleeping = transaction.execute(sql`select pg_sleep(60)`);
      setImmediate(() => sockets.forEach(lose));
      await sleeping;
    });
    await expect(lost).rejects.toThrow();
    expect(await database.execute<{ n: number }>(sql`select 1 as n`)).toMatchObject([{ n: 1 }]);
  }
});

test("a transaction whose session Postgres ends rejects, and the pool goes on", async () => {
  const database = open((await createTestDatabase()).url);
  for (let round = 0; round < 5; round++) {
    const ended = database.transaction((transaction) =>
      transaction.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
    );
    await expect(ended).rejects.toThrow();
    // postgres.js gives the reason a second time, to the first statement of the next connection.
    await expect.poll(() => database.execute(sql`select 1 as n`).catch(() => null)).toMatchObject([{ n: 1 }]);
  }
});

test("work that fails for another reason is rolled back", async () => {
  const database = open((await createTestDatabase()).url);
  await database.execute(sql`create temporary table marks (n int)`);
  const failed = database.transaction(async (transaction) => {
    await transaction.execute(sql`insert into marks values (1)`);
    await transaction.execute(sql`select 1 / 0`);
  });
  await expect(failed).rejects.toThrow();
  expect(await database.execute(sql`select * from marks`)).toHaveLength(0);
});

test("a connection that falls silent is given up, and the pool goes on; those that wait stay", async () => {
  const test = await createTestDatabase();
  const { url, sockets } = await proxyTo(new URL(test.url));
  const database = open(url, 1_500);
  const pid = () => database.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const heard: string[] = [];
  await database.$client.listen("news", (news) => heard.push(news));
  const before = await pid();
  const opened = [...sockets];
  // Longer than silence may last; nothing is asked.
  await test.database.execute(sql`select pg_sleep(1.8)`);
  await test.database.execute(sql`select pg_notify('news', 'late')`);
  await expect.poll(() => heard).toEqual(["late"]);
  expect(await pid()).toEqual(before);
  expect([...sockets]).toEqual(opened);

  for (const socket of opened) socket.pause();
  const lost = database.transaction((transaction) => transaction.execute(sql`select 1`));
  await expect(lost).rejects.toThrow("has not answered");
  expect(await pid()).not.toEqual(before);
}, 20_000);

function open(url: string, silenceMs = 0) {
  const database = openDatabase(url, { pool: 1, name: "facet-test", silenceMs });
  onTestFinished(() => database.$client.end({ timeout: 1 }));
  return database;
}

/** Forwards to Postgres, and hands out its clients' sockets. */
async function proxyTo(target: URL): Promise<{ url: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const proxy = createServer((socket) => {
    sockets.add(socket);
    const upstream = connect(Number(target.port), target.hostname);
    socket.pipe(upstream).pipe(socket);
    for (const side of [socket, upstream]) side.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const url = new URL(target);
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return { url: url.href, sockets };
}
