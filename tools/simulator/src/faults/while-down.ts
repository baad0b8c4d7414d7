import type { SimWorld } from '../world/sim-world.ts';
import type { Heal } from './fault-kind.ts';

/** Stops a node; it is started again when the returned function is called. Undefined when it is down already. */
export function whileDown({ broker }: SimWorld, node: number): Heal | undefined {
  if (!broker.liveNodeIds.includes(node)) return undefined;
  const stopped = broker.stop(node);
  return async () => {
    await stopped;
    await broker.start(node);
  };
}
