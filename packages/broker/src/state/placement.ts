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

/** What is wrong with an assignment that somebody asks for; undefined when nothing is. @param factor replicas of each partition */
export function assignmentProblem(
  assignment: Assignment,
  nodeIds: readonly number[],
  factor = assignment[0]?.length ?? 0,
): Refusal | undefined {
  for (const replicas of assignment) {
    const unknown = replicas.find((id) => !nodeIds.includes(id));
    const message =
      replicas.length === 0 || replicas.length !== factor
        ? 'every partition needs the same number of replicas, at least one'
        : unknown !== undefined
          ? `broker ${String(unknown)} does not exist`
          : new Set(replicas).size !== replicas.length
            ? 'a broker is named twice for one partition'
            : undefined;
    if (message !== undefined) return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, message };
  }
  return undefined;
}
