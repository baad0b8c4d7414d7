import type { Chance } from '../chance.ts';
import type { ClientSpec, ClusterSpec, TopicSpec } from '../scenario/scenario.ts';

type ClientKind = ClientSpec['kind'];

const OPTIONAL: readonly ClientKind[] = ['transactional', 'processor', 'member', 'reader', 'admin'];

/**
 * Which of all that a run may have it has. A run with a bit of everything seldom gets far into anything: so some runs have
 * few kinds of clients, which then have something to do for certain, and some have one narrow topic that all write to
 * (swarm testing: Groce and others, ISSTA 2012).
 */
export interface Swarm {
  /** Undefined: all, as they come. */
  readonly only: ReadonlySet<ClientKind> | undefined;
  /** One topic, with one partition or two, written to faster than answers come. */
  readonly isNarrow: boolean;
}

export function drawSwarm(chance: Chance): Swarm {
  const isNarrow = chance.is(0.3);
  if (chance.is(0.5)) return { only: undefined, isNarrow };
  const some = OPTIONAL.filter(() => chance.is(0.4));
  // Somebody has to write.
  const writers = some.includes('transactional') && chance.is(0.5) ? [] : ['producer' as const];
  return { only: new Set([...writers, ...some]), isNarrow };
}

export function has({ only }: Swarm, kind: ClientKind): boolean {
  return only?.has(kind) ?? true;
}

/** Whether there must be one of them, where the cluster can have it. */
export function wants({ only }: Swarm, kind: ClientKind): boolean {
  return only?.has(kind) ?? false;
}

/** Those of the topics that a run has. */
export function narrowed({ isNarrow }: Swarm, topics: readonly TopicSpec[]): readonly TopicSpec[] {
  if (!isNarrow) return topics;
  return topics.slice(0, 1).map((topic) => ({ ...topic, partitions: Math.min(2, topic.partitions) }));
}

/** Answers take so long that several requests are under way at a time. */
export function slowed({ isNarrow }: Swarm, cluster: ClusterSpec): ClusterSpec {
  return isNarrow ? { ...cluster, latencyMs: [5, 40] } : cluster;
}
