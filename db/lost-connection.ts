import type postgres from "postgres";

/** What postgres.js and the sockets below it call a connection that is gone. */
const GONE = /^(CONNECTION_[A-Z]+|E[A-Z]+)$/;

/** True for the error of a statement whose socket broke: its connection closes, if it has not yet. */
function closesConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.cause instanceof Error) return closesConnection(error.cause);
  return "code" in error && typeof error.code === "string" && GONE.test(error.code);
}

/**
 * Makes a transaction whose connection is gone simply reject.
 *
 * postgres.js 3.4.9 sends ROLLBACK whatever made the work fail, also when that was the loss of the connection: then it
 * either writes to a socket that is null, outside of every promise, which ends the process, or leaves bytes behind that
 * spoil the next connection. `begin` is rejected by the closing connection as well, so the work's own rejection may be
 * held back in just this case: nothing is sent to a connection that cannot take it.
 */
export function withoutRollbackOnLoss(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client);
  const holdBack =
    <T>(work: (transaction: postgres.TransactionSql) => T | Promise<T>) =>
    async (transaction: postgres.TransactionSql): Promise<T> => {
      try {
        return await work(transaction);
      } catch (error) {
        if (!closesConnection(error)) throw error;
        return new Promise<T>(() => {});
      }
    };
  Object.defineProperty(client, "begin", {
    value: <T>(work: (transaction: postgres.TransactionSql) => T | Promise<T>) => begin(holdBack(work)),
  });
  return client;
}
