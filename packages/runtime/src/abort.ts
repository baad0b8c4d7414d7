/**
 * What hears that a signal aborts. An object where there is one listener for each of many short-lived things: of a function made
 * for each, V8 kept everything within reach until a full collection.
 */
type AbortListener = ((reason: unknown) => void) | { fail(reason: unknown): void };

/** One real listener per signal, however many wait on it: Node warns of a leak at the eleventh. */
const waiting = new WeakMap<AbortSignal, Set<AbortListener>>();

function tellAll(event: Event): void {
  const signal = event.target as AbortSignal;
  const listeners = waiting.get(signal);
  waiting.delete(signal);
  for (const listener of listeners ?? []) {
    if (typeof listener === 'function') listener(signal.reason);
    else listener.fail(signal.reason);
  }
}

/** Tells `listener` once, with the signal's reason when it aborts; for a signal that has not aborted yet. */
export function onAbort(signal: AbortSignal, listener: AbortListener): void {
  let listeners = waiting.get(signal);
  if (listeners === undefined) {
    listeners = new Set();
    waiting.set(signal, listeners);
    signal.addEventListener('abort', tellAll, { once: true });
  }
  listeners.add(listener);
}

/** Takes back {@link onAbort}; the last one to leave takes the real listener along. */
export function offAbort(signal: AbortSignal, listener: AbortListener): void {
  const listeners = waiting.get(signal);
  if (listeners?.delete(listener) !== true || listeners.size > 0) return;
  waiting.delete(signal);
  signal.removeEventListener('abort', tellAll);
}
