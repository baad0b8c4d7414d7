import { ErrorCode } from '@k/wire';

/** Replicas by partition; the first of each is the preferred leader. */
export type Assignment = readonly (readonly number[])[];

/** Why the cluster refused something. */
export interface Refusal {
  readonly errorCode: number;
  readonly message: string;
}

/** Spreads partitions over the nodes, one after the other, beginning with the `first`. */
export function placeReplicas(nodeIds: readonly number[], first: number, count: number, factor: number): Assignment {
  const at = (n: number): number => nodeIds[n % nodeIds.length] as number;
  return Array.from({ length: count }, (_, partition) =>
    Array.from({ length: factor }, (_unused, replica) => at(first + partition + replica)),
  );
}

/**
 * What is wrong with an assignment that somebody asks for, in the words of Kafka's controller; undefined when nothing is.
 * @param factor replicas of each partition
 */
export function assignmentProblem(
  assignment: Assignment,
  nodeIds: readonly number[],
  factor = assignment[0]?.length ?? 0,
): Refusal | undefined {
  for (const replicas of assignment) {
    const problem = replicasProblem(replicas, nodeIds, factor);
    if (problem === undefined) continue;
    const message = `The manual partition assignment includes ${problem}`;
    return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, message };
  }
  return undefined;
}

function replicasProblem(replicas: readonly number[], nodeIds: readonly number[], factor: number): string | undefined {
  if (replicas.length === 0) return 'an empty replica list.';
  const ids = [...replicas].sort((a, b) => a - b);
  for (const [at, id] of ids.entries()) {
    if (!nodeIds.includes(id)) return `broker ${id}, but no such broker is registered.`;
    if (ids[at - 1] === id) return `the broker ${id} more than once.`;
  }
  return replicas.length === factor
    ? undefined
    : `a partition with ${replicas.length} replica(s), but this is not consistent with previous partitions, which have ${factor} replica(s).`;
}
