import { performance } from 'node:perf_hooks';
import type { Clock } from '../runtime.ts';

/** Longest delay that Node's timers take. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** What a {@link nodeClock}'s `setTimeout` returns: Node's own timer changes when it has to be set again. */
interface NodeTimer {
  current: NodeJS.Timeout;
}

/**
 * Node's timers as {@link Clock} promises them. By themselves they are up to some milliseconds early, since they count
 * from when the event loop last looked at the time; and a delay beyond 2^31 - 1 ms (25 days) they take for one of 1 ms.
 */
function setTimer(fn: () => void, ms: number): NodeTimer {
  const due = performance.now() + ms;
  const set = (leftMs: number): NodeJS.Timeout => setTimeout(look, Math.min(Math.ceil(leftMs), MAX_DELAY_MS));
  const look = (): void => {
    const left = due - performance.now();
    if (left > 0) timer.current = set(left);
    else fn();
  };
  const timer = { current: set(ms) };
  return timer;
}

/** The system's clocks. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: setTimer,
  clearTimeout: (handle) => {
    clearTimeout((handle as NodeTimer | undefined)?.current);
  },
};
