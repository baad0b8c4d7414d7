/** So often, in ms, it is looked whether npx is there. */
const LOOK_EVERY_MS = 500;

/**
 * Tells when the shell is gone by which npx started this command. A SIGTERM to npx ends that shell (npm 10 and 11), which does
 * not pass it on, and nothing else would ever come here. Whoever starts the command by another way may leave it behind.
 * @returns stops looking
 */
export function onOrphaned(fn: () => void, env: NodeJS.ProcessEnv = process.env): () => void {
  // What npx started may start the command in its turn: then the parent is another one.
  const isByNpx = env.npm_lifecycle_event === 'npx' && /\bkafka-broker\b/.test(env.npm_lifecycle_script ?? '');
  if (!isByNpx) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    fn();
  }, LOOK_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
