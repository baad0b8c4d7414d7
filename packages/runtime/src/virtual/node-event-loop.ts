/** One turn of Node's event loop: every promise reaction that can run has run. Not time: virtual clocks stand meanwhile. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
