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
  'poll and commit on',
  'run by key',
  'run by partition',
  'stream',
];

type Work = Pick<MemberSpec, 'workMs' | 'slowMs' | 'slowOneIn' | 'maxPollIntervalMs'>;

/** What records take. A whole poll of slow ones takes longer than a short `maxPollIntervalMs`. */
function drawWork(chance: Chance): Work {
  if (chance.is(0.35)) return { workMs: 40, slowMs: 600, slowOneIn: 15, maxPollIntervalMs: 300_000 };
  return { workMs: chance.pick([0, 3, 20]), maxPollIntervalMs: chance.pick([9_000, 300_000]) };
}

/** How the groups of a cluster of that age may share out. */
export function drawGroupKind(chance: Chance, { asVersion }: ClusterSpec): GroupKind {
  if (isSince(asVersion, '4.3') && chance.is(0.6)) return { protocol: 'consumer' };
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
    const isStatic = isSince(cluster.asVersion, '2.4') && chance.is(0.3) && seesChanges(groupKind, cluster, topics);
    const members = chance.pick([1, 2, 2, 3]);
    // Some come and go, so that there is always a rebalance.
    const stays = chance.pick([[undefined], [undefined, 4_000], [1_500, 4_000]] as const);
    const pattern = drawPattern(chance, groupKind);
    return Array.from({ length: members }, (__, index): MemberSpec => {
      const name = `${group}m${String(index + 1)}`;
      return {
        kind: 'member',
        name,
        group,
        groupKind,
        topics: pattern === undefined && some.length > 0 ? some : topics.map((topic) => topic.name),
        ...(pattern === undefined ? {} : { pattern }),
        instanceId: isStatic ? `i-${name}` : null,
        loop: chance.pick(LOOPS),
        autoCommitIntervalMs: chance.pick([200, 1_000, 5_000]),
        ...drawWork(chance),
        revokeMs: chance.pick([0, 50, 600]),
        stayMs: chance.pick(stays),
        ...drawReading(chance),
        isolation,
      };
    });
  });
}

/**
 * Whether static members get what topics become while they are away. As with Java's consumer, a leader that comes back keeps the
 * assignment, and takes the topics as they are by then for those that it was made of (KIP-814).
 */
function seesChanges({ protocol }: GroupKind, { authorizer }: ClusterSpec, topics: readonly TopicSpec[]): boolean {
  // What it may not DESCRIBE is not there for it.
  const areSteady = !authorizer && topics.every(({ fate }) => fate !== 'grows' && fate !== 'is made again');
  return protocol === 'consumer' || areSteady;
}

/** Of all topics, and of those that an admin makes and deletes. */
function drawPattern(chance: Chance, { protocol }: GroupKind): MemberSpec['pattern'] {
  if (chance.is(0.75)) return undefined;
  return {
    source: '(t|own)[0-9]|out',
    by: protocol === 'consumer' ? chance.pick(['member', 'coordinator']) : 'member',
  };
}

export function drawReaders(chance: Chance, topics: readonly TopicSpec[]): ReaderSpec[] {
  const count = chance.pick([0, 0, 1]);
  return Array.from({ length: count }, (_, index): ReaderSpec => ({
    kind: 'reader',
    name: `r${String(index + 1)}`,
    ...drawWhatIsRead(chance, topics),
    ...drawReading(chance),
  }));
}

function drawWhatIsRead(chance: Chance, topics: readonly TopicSpec[]): Pick<ReaderSpec, 'topic' | 'seekOneIn'> {
  const { name, fate } = chance.pick(topics);
  // What is not there any more may be anywhere else.
  const canSeek = fate === 'steady' || fate === 'grows';
  return { topic: name, seekOneIn: canSeek ? chance.pick([undefined, 10]) : undefined };
}

function drawReading(chance: Chance): ReaderSettings {
  return {
    isolation: chance.pick(['read_committed', 'read_uncommitted'] as const),
    requestTimeoutMs: chance.pick([1_500, 3_000]),
    metadataMaxAgeMs: chance.pick([3_000, 8_000]),
    fetchMaxWaitMs: chance.pick([200, 500, 500]),
    maxPartitionFetchBytes: chance.pick([600, 1_048_576, 1_048_576]),
    reuseMemory: chance.is(0.3) ? 'check' : false,
    ...(chance.is(0.3) ? drawBudget(chance) : {}),
  };
}

/** Room for not much more than one fetch. */
function drawBudget(chance: Chance): Pick<ReaderSettings, 'bufferMemory' | 'maxPartitionFetchBytes'> {
  return { bufferMemory: chance.pick([3_000, 20_000]), maxPartitionFetchBytes: chance.pick([600, 2_000]) };
}
