import { Presets, SingleBar } from "cli-progress";

export type Progress = {
  /** Starts a stage of `total` steps; the one before is complete. */
  begin: (stage: string, total: number) => void;
  advance: (steps: number) => void;
  stop: () => void;
};

/** A bar where there is a terminal, elsewhere one line when a stage has ended, with the seconds it took. */
export function showProgress(): Progress {
  const bar = process.stdout.isTTY ? newBar() : null;
  let stage: { name: string; startedAt: number } | null = null;
  const finish = () => {
    if (stage === null) return;
    bar?.stop();
    console.log(`${stage.name}: ${((performance.now() - stage.startedAt) / 1000).toFixed(1)} s`);
    stage = null;
  };
  return {
    begin: (name, total) => {
      finish();
      stage = { name, startedAt: performance.now() };
      bar?.start(total, 0, { name });
    },
    advance: (steps) => bar?.increment(steps),
    stop: finish,
  };
}

function newBar(): SingleBar {
  const format = "{name} {bar} {percentage} % · {value}/{total} · {eta_formatted} left";
  return new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
}
