import type { ClientHealth, ClusterHealth, TopicPartition } from '@k/cluster';
import type { GroupMember } from '@k/group';
import type { AssignedPartition } from './position/assigned-partition.ts';
import type { PositionState } from './position/position.ts';
import { bySameCause, namesOf } from './same-cause.ts';

/** An assigned partition. */
export interface PartitionHealth extends TopicPartition {
  /** Offset of the next record to be handed out; undefined while it is not known. */
  readonly position: number | undefined;
  readonly paused: boolean;
  /** What went wrong last, and has not gone well since; undefined when all is well, and while it is paused. */
  readonly problem: string | undefined;
}

export interface ConsumerHealth extends ClientHealth {
  readonly partitions: readonly PartitionHealth[];
}

/** What is not done when a partition stands still, by what is to be done. */
export const UNDONE: { readonly [state in PositionState['name']]: string } = {
  initializing: 'its committed offset could not be fetched',
  resetting: 'its offset could not be looked up at the leader',
  validating: 'the leader could not be asked whether its log still has what was read',
  stuck: 'it has no position',
  fetching: 'fetching it fails',
};

/** What went wrong with a partition, in words; null when nothing did. */
export function problemOf<K, V>({ position, trouble, error }: AssignedPartition<K, V>): string | null {
  const cause = trouble ?? error;
  return cause === null ? null : problemIn(position.state.name, cause);
}

function problemIn(state: PositionState['name'], cause: Error): string {
  return `${UNDONE[state]}: ${cause.message}`;
}

export interface ConsumerFacts<K, V> {
  readonly cluster: ClusterHealth;
  readonly partitions: Iterable<AssignedPartition<K, V>>;
  readonly groupId: string | undefined;
  readonly member: GroupMember | undefined;
  /** What ended the membership. */
  readonly failure: Error | undefined;
}

/** Puts together what is known. It asks nobody. */
export function assessConsumer<K, V>(facts: ConsumerFacts<K, V>): ConsumerHealth {
  const { cluster } = facts;
  const assigned = [...facts.partitions];
  const partitions = assigned.map((owned): PartitionHealth => {
    const { topic, partition, isPaused: paused } = owned;
    const position = owned.position.offset;
    const problem = paused ? undefined : (problemOf(owned) ?? undefined);
    return { topic, partition, position: position < 0 ? undefined : position, paused, problem };
  });
  const problems = [...groupProblems(facts), ...partitionProblems(assigned), ...cluster.problems];
  return { ok: problems.length === 0, problems, cluster, partitions };
}

function groupProblems<K, V>({ groupId, member, failure }: ConsumerFacts<K, V>): string[] {
  if (groupId === undefined || member === undefined) return [];
  if (failure !== undefined) return [`Group ${groupId} has this member no more: ${failure.message}`];
  const { state } = member.status;
  if (state === 'expired') return [`Group ${groupId} was left: no records were asked for within maxPollIntervalMs.`];
  const { trouble } = member;
  if (trouble === undefined) return [];
  return [`Group ${groupId} cannot be reached, its member is '${state}': ${trouble.message}`];
}

/** One sentence for all partitions that stand still for the same reason. */
function partitionProblems<K, V>(assigned: readonly AssignedPartition<K, V>[]): string[] {
  const byState = new Map<PositionState['name'], [topic: string, partition: number, cause: Error][]>();
  for (const { topic, partition, isPaused, position, trouble, error } of assigned) {
    const cause = trouble ?? error;
    if (isPaused || cause === null) continue;
    const { name } = position.state;
    const failed = byState.get(name) ?? [];
    byState.set(name, failed);
    failed.push([topic, partition, cause]);
  }
  return [...byState].flatMap(([state, failed]) =>
    bySameCause(failed).map(({ partitions, error }) => `Not read: ${namesOf(partitions)}: ${problemIn(state, error)}`),
  );
}
