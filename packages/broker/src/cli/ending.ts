import { onOrphaned } from './node-orphaned.ts';

/** What ends the command: a signal, the end of standard input where it was asked for, or that npx is gone. */
export interface Ending {
  /** Resolves when it is to end, with why. */
  readonly asked: Promise<string>;
  /** Standard input does not keep the process any more. */
  stop(): void;
}

/** SIGBREAK is Ctrl-Break on Windows; SIGHUP comes when the terminal is closed. */
const SIGNALS = { SIGTERM: 15, SIGINT: 2, SIGHUP: 1, SIGBREAK: 21 } as const;

/**
 * Waits for the first of them. A second signal ends the process at once, with 128 and its number: closing takes too long for
 * who sends it.
 */
export function awaitEnding({ withStdin }: { readonly withStdin: boolean }): Ending {
  let ask: (why: string) => void = () => undefined;
  let isSignalled = false;
  const asked = new Promise<string>((resolve) => {
    ask = resolve;
  });
  const onSignal = (signal: keyof typeof SIGNALS): void => {
    if (isSignalled) process.exit(128 + SIGNALS[signal]);
    isSignalled = true;
    ask(signal);
  };
  const onStdin = (): void => {
    ask('the end of standard input');
  };
  const signals = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  for (const signal of signals) process.on(signal, onSignal);
  const stopWatching = onOrphaned(() => {
    ask('the end of npx');
  });
  if (withStdin) process.stdin.on('end', onStdin).on('error', onStdin).resume();
  return {
    asked,
    stop() {
      stopWatching();
      if (withStdin) process.stdin.destroy();
    },
  };
}
