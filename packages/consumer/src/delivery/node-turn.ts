/**
 * Resolves in a later turn of the event loop. Not a delay: it lets sockets and timers have their turn between stretches of
 * work that would otherwise go on in microtasks.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
