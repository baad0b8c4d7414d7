import type { Chance } from '../chance.ts';
import type { GroupKind, LoopStyle, MemberSpec, ReaderSettings, ReaderSpec } from '../scenario/member-spec.ts';
import type { ClusterSpec, TopicSpec } from '../scenario/scenario.ts';
import { isSince } from './releases.ts';

const LOOPS: readonly LoopStyle[] = [
  'records',
  'records',
  'batches',
  'poll',
  'poll and commit',
  'run by key',
  'run by partition',
];

/** How the groups of a cluster of that age may share out. */
export function drawGroupKind(chance: Chance, { asVersion }: ClusterSpec): GroupKind {
  if (isSince(asVersion, '4.3') && chance.is(0.45)) return { protocol: 'consumer' };
  return {
    protocol: 'classic',
    assignors: chance.pick([
      ['range'],
      ['roundrobin'],
      ['cooperative-sticky'],
      ['cooperative-sticky'],
      ['range', 'cooperative-sticky'],
    ] as const),
  };
}

/** The members of groups that only read. */
export function drawMembers(chance: Chance, cluster: ClusterSpec, topics: readonly TopicSpec[]): MemberSpec[] {
  const groups = chance.pick([1, 1, 2]);
  return Array.from({ length: groups }, (_, index) => `g${String(index + 1)}`).flatMap((group) => {
    const groupKind = drawGroupKind(chance, cluster);
    const isolation = chance.pick(['read_committed', 'read_uncommitted'] as const);
    const some = topics.filter(() => chance.is(0.7)).map(({ name }) => name);
    const isStatic = isSince(cluster.asVersion, '2.4') && chance.is(0.3);
    const members = chance.between(1, 3);
    return Array.from({ length: members }, (__, index): MemberSpec => {
      const name = `${group}m${String(index + 1)}`;
      return {
        kind: 'member',
        name,
        group,
        groupKind,
        topics: some.length > 0 ? some : topics.map((topic) => topic.name),
        instanceId: isStatic ? `i-${name}` : null,
        loop: chance.pick(LOOPS),
        autoCommitIntervalMs: chance.pick([200, 1_000, 5_000]),
        maxPollIntervalMs: chance.pick([9_000, 300_000]),
        workMs: chance.pick([0, 0, 3, 20]),
        ...drawReading(chance),
        isolation,
      };
    });
  });
}

export function drawReaders(chance: Chance, topics: readonly TopicSpec[]): ReaderSpec[] {
  const count = chance.pick([0, 0, 1]);
  return Array.from({ length: count }, (_, index): ReaderSpec => ({
    kind: 'reader',
    name: `r${String(index + 1)}`,
    topic: chance.pick(topics).name,
    ...drawReading(chance),
  }));
}

function drawReading(chance: Chance): ReaderSettings {
  return {
    isolation: chance.pick(['read_committed', 'read_uncommitted'] as const),
    requestTimeoutMs: chance.pick([1_500, 3_000]),
    metadataMaxAgeMs: chance.pick([3_000, 8_000]),
    fetchMaxWaitMs: chance.pick([200, 500, 500]),
    maxPartitionFetchBytes: chance.pick([600, 1_048_576, 1_048_576]),
    reuseMemory: chance.is(0.3) ? 'check' : false,
  };
}
