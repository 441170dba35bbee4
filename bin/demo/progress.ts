import { Presets, SingleBar } from "cli-progress";

export type Progress = {
  /** `share` runs from 0 to 1. */
  update: (share: number, requests: number) => void;
  stop: () => void;
};

const STEPS = 1000;

/** A bar where there is a terminal, a line every tenth elsewhere. */
export function showProgress(): Progress {
  if (!process.stdout.isTTY) return plainProgress();
  const format = "Filling the demo project {bar} {percentage} % · {requests} requests";
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  let running = false;
  return {
    update: (share, requests) => {
      const payload = { requests: requests.toLocaleString("en") };
      if (!running) bar.start(STEPS, 0, payload);
      running = true;
      bar.update(Math.round(share * STEPS), payload);
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}

function plainProgress(): Progress {
  let tenths = -1;
  return {
    update: (share, requests) => {
      if (Math.floor(share * 10) === tenths) return;
      tenths = Math.floor(share * 10);
      console.log(`Filling the demo project: ${tenths * 10} % (${requests.toLocaleString("en")} requests)`);
    },
    stop: () => {},
  };
}
