import type { CoordinatorKind } from './coordinators.ts';
import type { TopicPartition } from './metadata.ts';

/**
 * Where a request goes: a broker by id, the leader of a partition, the coordinator of a group, a transactional id or a
 * share group's partition, any broker (the least busy), or the controller.
 */
export type Target =
  | { readonly broker: number }
  | { readonly leader: TopicPartition }
  | { readonly coordinator: CoordinatorKind; readonly key: string }
  | 'any'
  | 'controller';

/** For messages: 'the leader of orders-3'. */
export function describeTarget(target: Target): string {
  if (target === 'any') return 'any broker';
  if (target === 'controller') return 'the controller';
  if ('broker' in target) return `broker ${target.broker}`;
  if ('leader' in target) return `the leader of ${target.leader.topic}-${target.leader.partition}`;
  return `the coordinator of ${target.coordinator} '${target.key}'`;
}
