import { SingleBar } from 'cli-progress';

/** How far a stretch of work is: a live bar on a terminal, a few plain lines anywhere else. */
export interface Progress {
  update(done: number): void;
  /** @returns the seconds it took */
  end(): number;
}

export function startProgress(what: string, total: number, isTerminal = process.stdout.isTTY): Progress {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  if (!isTerminal) return plainLines(what, total, seconds);

  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total}  {rate}/s`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    // Ctrl-C ends the program; else the bar would catch it to show the cursor again.
    gracefulExit: false,
    hideCursor: false,
    fps: 15,
  });
  bar.start(total, 0, { rate: 0 });
  const update = (done: number): void => {
    bar.update(done, { rate: Math.round(done / Math.max(seconds(), 0.001)) });
  };
  return {
    update,
    end: () => {
      const took = seconds();
      bar.stop();
      return took;
    },
  };
}

/** A line at each quarter. */
function plainLines(what: string, total: number, seconds: () => number): Progress {
  let quarters = 0;
  return {
    update: (done) => {
      const reached = Math.floor((done / total) * 4);
      if (reached <= quarters) return;
      quarters = reached;
      console.log(`${what} ${done}/${total}  ${Math.round(done / Math.max(seconds(), 0.001))}/s`);
    },
    end: seconds,
  };
}
