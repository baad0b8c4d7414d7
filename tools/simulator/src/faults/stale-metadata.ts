import { Metadata, type MessageInit, type MetadataResponse } from '@k/wire';
import type { SimWorld } from '../world/sim-world.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly everyNth: number;
}

/** Brokers are behind with what they know of the cluster, each in its way. */
export const staleMetadata: FaultKind<What> = {
  name: 'stale-metadata',
  lastsMs: [3_000, 10_000],
  weight: 6,
  draw: (chance) => ({ everyNth: chance.pick([2, 3]) }),
  begin: (world, { everyNth }) => tellWhatWas(world, everyNth),
  story: ({ everyNth }) =>
    `one in ${String(everyNth)} answers to Metadata is what there is, and the others what there was before`,
};

/**
 * Clients are told now what is, and now what was at the beginning of this: never so often in a row that they would have to
 * believe it.
 *
 * @param everyNth of so many answers in a row to one client the last one is what there is now
 * @returns ends it
 */
export function tellWhatWas(world: SimWorld, everyNth: number): () => void {
  const before = new Map<string, MessageInit<MetadataResponse>>();
  const asked = new Map<string | null, number>();
  const control = world.controls.add(Metadata, async ({ topics }, context) => {
    const answer = await context.forward();
    if (answer === undefined) return undefined;
    const key = JSON.stringify([context.version, topics]);
    const known = before.get(key);
    if (known === undefined) before.set(key, answer);
    const times = (asked.get(context.clientId) ?? 0) + 1;
    asked.set(context.clientId, times);
    return times % everyNth === 0 ? answer : (known ?? answer);
  });
  return () => {
    control.remove();
  };
}
