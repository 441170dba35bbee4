export type Signals = {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP. */
  signal: AbortSignal;
  received: Promise<void>;
  release: () => void;
};

/** npm passes on the SIGINT that the terminal has sent us already: both are one Ctrl-C. */
const SAME_KEYPRESS_MS = 1_000;
const NAMES = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The first signal asks for an orderly stop; another one ends this process at once, after `kill`. */
export function listenForSignals(kill: () => void): Signals {
  const controller = new AbortController();
  let firstAt = 0;
  const received = new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve()));
  const listener = () => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      return controller.abort(new Error("stopped by a signal"));
    }
    if (performance.now() - firstAt < SAME_KEYPRESS_MS) return;
    kill();
    process.exit(130);
  };
  for (const name of NAMES) process.on(name, listener);
  const release = () => {
    for (const name of NAMES) process.off(name, listener);
  };
  return { signal: controller.signal, received, release };
}
