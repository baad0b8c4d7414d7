import type { SimWorld } from './sim-world.ts';

/** A fetch of the slowest follower, and what comes after it, takes no longer. */
const MOST_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Resolves when all replicas are in sync, as long as some are not something is wrong still. */
export async function allInSync(world: SimWorld): Promise<void> {
  for (let left = MOST_MS; ; left -= LOOK_EVERY_MS) {
    const out = outOfSync(world);
    if (out === undefined) return;
    if (left <= 0) {
      world.recorder.write({ type: 'left', kind: 'unsettled', what: out });
      return;
    }
    await world.sleep(LOOK_EVERY_MS);
  }
}

/** In words; undefined: all are in sync. */
function outOfSync({ broker }: SimWorld): string | undefined {
  for (const name of broker.topicNames) {
    for (const { partition, replicas, isr } of broker.topic(name)?.partitions ?? []) {
      if (isr.length === replicas.length) continue;
      return `of the replicas ${replicas.join(', ')} of ${name}-${String(partition)} only ${isr.join(', ')} are in sync`;
    }
  }
  return undefined;
}
