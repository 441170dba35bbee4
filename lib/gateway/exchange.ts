import type { Dispatcher } from "undici";
import { AnswerBody } from "./answer-body";
import type { Answer, Client } from "./call";
import type { CallFacts, Ending } from "./call-facts";
import { errorAnswer } from "./error-answer";
import { withoutHeader } from "./header-names";
import { type ResponseHeaders, readResponseHeaders } from "./response-headers";
import { ResponseTap } from "./response-tap";
import { explainFailure, reasonOf } from "./upstream-failure";
import { UsageStripper } from "./usage-stripper";

export type ExchangeOptions = {
  call: CallFacts;
  /** Bytes kept of the answer. */
  captureLimit: number;
  /** Usage was asked for behind the caller's back: take it out of an event stream again. */
  stripUsage: boolean;
  client: Client;
  /** Keeps the record of the call; resolves when it is kept, never rejects. */
  record: (ending: Ending) => Promise<void>;
};

/** Status recorded when the client left before it saw one (nginx's custom). */
export const CLIENT_CLOSED = 499;

class ClientLeftError extends Error {}

/**
 * One call at the upstream, as undici's dispatch drives it. Bytes go on as they come; only the very last ones, or the end,
 * wait until the record is kept, so that a client that has everything can find its call recorded.
 */
export class Exchange implements Dispatcher.DispatchHandlers {
  /** The answer for the client; never rejects. */
  readonly answer: Promise<Answer>;
  readonly #options: ExchangeOptions;
  #resolve: (answer: Answer) => void = () => {};
  #abort: ((error: Error) => void) | null = null;
  #head: { status: number; statusText: string; headers: ResponseHeaders } | null = null;
  #resume: () => void = () => {};
  /** Null until it is known that the answer does not come all at once. */
  #body: AnswerBody | null = null;
  #stripper: UsageStripper | null = null;
  /** Bytes that wait: for the body to be made, or for the record to be kept. */
  #waiting: Uint8Array[] = [];
  #cancelled = false;
  #ended = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.answer = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    options.client.onLeave(() => this.#cancel());
    if (options.client.hasLeft()) this.#cancel();
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#cancelled) abort(new ClientLeftError("the client left"));
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void, statusText: string): boolean {
    if (status < 200 || this.#ended) return true;
    const { call, captureLimit, stripUsage } = this.#options;
    const headers = readResponseHeaders(raw);
    this.#head = { status, statusText: oneBytePerCharacter(statusText), headers };
    this.#resume = resume;
    call.tap = new ResponseTap({
      shape: call.shape,
      streaming: call.request.stream,
      contentType: headers.contentType,
      contentEncoding: headers.contentEncoding,
      limit: captureLimit,
    });
    // Without a body the headers are the last bytes: they wait for the record.
    if (call.method === "HEAD" || status === 204 || status === 304 || headers.contentLength === 0) return true;
    if (stripUsage && isEventStream(headers)) {
      this.#stripper = new UsageStripper();
      headers.forward = withoutHeader(headers.forward, "content-length");
    }
    // Most answers come in one packet: all of it has been read when this runs, and no stream is needed.
    queueMicrotask(() => this.#openBody());
    return true;
  }

  #openBody(): void {
    if (this.#ended) return;
    const body = new AnswerBody(this.#resume, () => this.#cancel());
    this.#body = body;
    const held = this.#isLast() ? this.#waiting.pop() : undefined;
    for (const bytes of this.#waiting) body.push(bytes);
    this.#waiting = held ? [held] : [];
    this.#send(body);
  }

  /** The last bytes of an answer of known length are here: the client would have everything. */
  #isLast(): boolean {
    return this.#stripper === null && this.#options.call.tap?.wireLength === this.#head?.headers.contentLength;
  }

  onData(bytes: Buffer): boolean {
    const { call } = this.#options;
    if (call.tap === null) return true;
    call.firstByteAt ??= performance.now();
    call.tap.push(bytes);
    const out = this.#stripper ? this.#stripper.push(bytes) : bytes;
    if (out.length === 0) return true;
    if (this.#body !== null && !this.#isLast()) return this.#body.push(out);
    this.#waiting.push(out);
    return true;
  }

  onComplete(): void {
    const status = this.#head?.status ?? 0;
    void this.#end({ outcome: "completed", status, error: null }).then(() => {
      if (this.#stripper) this.#waiting.push(this.#stripper.flush());
      const [only] = this.#waiting;
      const rest = this.#waiting.length > 1 ? Buffer.concat(this.#waiting) : (only ?? null);
      if (this.#body) this.#body.finish(rest);
      else this.#send(rest);
    });
  }

  onError(error: Error): void {
    if (this.#ended) return;
    if (this.#cancelled) this.#endCancelled();
    else if (this.#head === null) this.#endUnreachable(error);
    else this.#endInterrupted(error, this.#head.status);
  }

  #endInterrupted(error: Error, status: number): void {
    // Broken off in the packet that brought the headers: the client gets them, and the break.
    if (this.#body === null) this.#openBody();
    const body = this.#body;
    void this.#end({ outcome: "interrupted", status, error: reasonOf(error) }).then(() => body?.breakOff(error));
  }

  /** The client has left: whatever the upstream still does is of no use to anybody. */
  #cancel(): void {
    if (this.#ended || this.#cancelled) return;
    this.#cancelled = true;
    if (this.#abort) this.#abort(new ClientLeftError("the client left"));
    // Still waiting for a connection: undici has nothing to abort yet.
    else this.#endCancelled();
  }

  #endCancelled(): void {
    const status = this.#head?.status ?? CLIENT_CLOSED;
    const body = this.#body;
    void this.#end({ outcome: "cancelled", status, error: null }).then(() => {
      if (body) return body.breakOff(new ClientLeftError("the client left"));
      const { route, method } = this.#options.call;
      return this.#resolve(errorAnswer(route.provider, method, CLIENT_CLOSED, "The client left."));
    });
  }

  #endUnreachable(error: Error): void {
    const { route, method, id } = this.#options.call;
    const { status, message } = explainFailure(error, route);
    const answer = errorAnswer(route.provider, method, status, message);
    answer.headers.push("Helicone-Id", id, "Helicone-Status", String(status));
    void this.#end({ outcome: "unreachable", status, error: reasonOf(error) }).then(() => this.#resolve(answer));
  }

  async #end(ending: Ending): Promise<void> {
    this.#ended = true;
    await this.#options.record(ending);
  }

  #send(body: Answer["body"]): void {
    if (this.#head === null) return;
    const { status, statusText, headers } = this.#head;
    headers.forward.push("Helicone-Id", this.#options.call.id, "Helicone-Status", String(status));
    this.#resolve({ status, statusText, headers: headers.forward, body });
  }
}

/** As headers are. undici reads the reason phrase as UTF-8; Node refuses to send it on so. */
function oneBytePerCharacter(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function isEventStream(headers: ResponseHeaders): boolean {
  const plain = headers.contentEncoding === null || headers.contentEncoding === "identity";
  return plain && /^text\/event-stream\b/i.test(headers.contentType ?? "");
}
