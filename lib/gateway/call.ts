import type { Readable } from "node:stream";

/** Header names and values in turn, as received: `["Host", "x", "Accept", "y"]`. Strings hold one byte per character. */
export type RawHeaders = string[];

/** One call as a door hands it over. */
export type Call = {
  method: string;
  /** Path and query string as received: `/gateway/openai/v1/chat/completions?x=1`. */
  target: string;
  headers: RawHeaders;
  /** Null when the door knows that there is none. */
  body: Readable | null;
  client: Client;
};

/** Whether somebody still waits for the answer. Not an AbortSignal: making one costs 4 % of a call. */
export type Client = {
  /** The client has left before it had everything. */
  hasLeft: () => boolean;
  /** Calls `listener` once when the client leaves. There is one listener at most. */
  onLeave: (listener: () => void) => void;
};

/** What the client gets. */
export type Answer = {
  status: number;
  /** Reason phrase; empty: the usual one of the status. */
  statusText: string;
  headers: RawHeaders;
  /** Bytes: all of it. A stream: as it comes; destroying it before its end cancels the call. Null: there is none. */
  body: Readable | Uint8Array | null;
};
