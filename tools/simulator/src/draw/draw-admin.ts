import type { Chance } from '../chance.ts';
import type { AdminSpec } from '../scenario/admin-spec.ts';
import type { ClusterSpec, TopicSpec } from '../scenario/scenario.ts';
import { isSince } from './releases.ts';

export function drawAdmins(chance: Chance, { asVersion }: ClusterSpec, topics: readonly TopicSpec[]): AdminSpec[] {
  // Before 1.0 topics could not grow.
  if (!isSince(asVersion, '1.1') || chance.is(0.7)) return [];
  return [
    {
      kind: 'admin',
      name: 'a1',
      everyMs: chance.pick([300, 1_500]),
      requestTimeoutMs: chance.pick([1_500, 3_000]),
      purges: topics.filter(({ fate }) => fate === 'loses records').map(({ name }) => name),
      // Who makes a topic again does not know of its settings.
      alters: topics.filter(({ fate }) => fate !== 'is made again').map(({ name }) => name),
    },
  ];
}
