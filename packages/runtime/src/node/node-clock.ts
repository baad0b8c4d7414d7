import { performance } from 'node:perf_hooks';
import { parseOptions } from '@k/wire';
import type { Clock } from '../runtime.ts';
import { schemaOf } from '../schema-of.ts';
import { z } from '../z.ts';

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
function setTimer(fn: () => void, ms: number, unref: boolean): NodeTimer {
  const due = performance.now() + ms;
  const set = (leftMs: number): NodeJS.Timeout => {
    const timeout = setTimeout(look, Math.min(Math.ceil(leftMs), MAX_DELAY_MS));
    return unref && ms > 0 ? timeout.unref() : timeout;
  };
  const look = (): void => {
    const left = due - performance.now();
    if (left > 0) timer.current = set(left);
    else fn();
  };
  const timer = { current: set(ms) };
  return timer;
}

/** What is special about a {@link createNodeClock}. */
export interface NodeClockOptions {
  /** Its timers do not keep the process alive, as after Node's `unref()`, but for what is due at once. @default false */
  readonly unref?: boolean | undefined;
}

const optionsSchema = schemaOf<NodeClockOptions>()(z.strictObject({ unref: z.boolean().default(false) }));

/** The system's clocks, and Node's timers. @throws ConfigError */
export function createNodeClock(options: NodeClockOptions = {}): Clock {
  return clockOf(parseOptions('createNodeClock()', optionsSchema, options).unref);
}

const clockOf = (unref: boolean): Clock => ({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (fn, ms) => setTimer(fn, ms, unref),
  clearTimeout: (handle) => {
    clearTimeout((handle as NodeTimer | undefined)?.current);
  },
});

/** The system's clocks. Its timers keep the process alive. */
export const nodeClock: Clock = clockOf(false);
