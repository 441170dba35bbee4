import { Socket } from "node:net";

/** A connection that leaves a question unanswered for too long. Its code is that of the system's own timeout. */
class SilenceError extends Error {
  readonly code = "ETIMEDOUT";
}

/**
 * A socket that ends when Postgres does not answer in time. Where the network goes without a word, keepalive finds that out
 * for connections that wait; once something was sent, Linux goes on sending it for a quarter of an hour.
 */
class AnsweringSocket extends Socket {
  /** `bytesWritten` when the last bytes came: more than that was never answered. */
  #answered = 0;
  readonly #patienceMs: number;

  constructor(patienceMs: number) {
    super();
    this.#patienceMs = patienceMs;
    this.setTimeout(patienceMs);
    this.on("timeout", this.#onSilence);
  }

  /** With TLS nothing passes here: then a connection that nobody uses ends, too, and the next question opens another. */
  override push(bytes: unknown, encoding?: BufferEncoding): boolean {
    this.#answered = this.bytesWritten;
    return super.push(bytes, encoding);
  }

  /** postgres.js removes every listener when it begins with TLS, ours among them. */
  override removeAllListeners(event?: string | symbol): this {
    super.removeAllListeners(event);
    return this.on("timeout", this.#onSilence);
  }

  readonly #onSilence = () => {
    if (this.bytesWritten <= this.#answered) return;
    this.destroy(new SilenceError(`Postgres has not answered for ${this.#patienceMs / 1000} s`));
  };
}

/** The options of postgres.js that are read here. */
type SocketOptions = { host: string[]; port: number[]; path: string | false; max_lifetime: unknown };

/** The option `socket` of postgres.js: connects as it does itself, through sockets that are silent for so long at most. */
export function answeringSockets(patienceMs: number): (options: SocketOptions) => Socket {
  let turn = 0;
  return ({ host, port, path, max_lifetime }) => {
    // Only the connection that listens has no lifetime. It asks once and may then hear nothing for hours.
    const socket = max_lifetime === null ? new Socket() : new AnsweringSocket(patienceMs);
    if (path) return socket.connect(path);
    const place = turn++ % host.length;
    const name = host[place] ?? "";
    // postgres.js asks the socket for the name that the certificate has to carry.
    return Object.assign(socket, { host: name }).connect(port[place] ?? 0, name);
  };
}
