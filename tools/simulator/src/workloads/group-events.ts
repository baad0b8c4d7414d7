import { SubscriptionPattern, type ConsumerRecord, type KafkaConsumer, type TopicPartition } from '@k/consumer';
import type { AssignmentEvent } from '@k/tool-history';
import type { MemberSpec } from '../scenario/member-spec.ts';
import { pause, type Incarnation } from './workload.ts';

interface Membership {
  readonly group: string;
  readonly member: string;
  readonly instanceId: string | null;
  readonly topics: readonly string[];
  /** How many ms it takes to give partitions back. @default 0 */
  readonly revokeMs?: number | undefined;
  readonly pattern?: MemberSpec['pattern'];
}

interface Reading {
  readonly reader: string;
  readonly group: string;
  readonly isolation: 'read_committed' | 'read_uncommitted';
  /** @default of partitions */
  readonly order?: 'by key' | undefined;
}

/** How often a partition has come or gone so far. */
export type Moves = (topic: string, partition: number) => number;

/** The generations in which commits were asked for by hand that are under way. */
const askedIn = new WeakMap<KafkaConsumer, number[]>();

/** The group may be in another generation when it is answered. */
export async function commitByHand(consumer: KafkaConsumer): Promise<void> {
  const open = askedIn.get(consumer) ?? [];
  askedIn.set(consumer, open);
  const generation = generationOf(consumer);
  open.push(generation);
  try {
    await consumer.commit();
  } finally {
    open.splice(open.indexOf(generation), 1);
  }
}

/** Subscribes, and writes down what the group gives, and what it commits. */
export function subscribe(incarnation: Incarnation, consumer: KafkaConsumer, membership: Membership): Moves {
  const { recorder, scenario } = incarnation.world;
  const lasting = new Set(scenario.topics.map(({ name }) => name));
  const { group, member, instanceId, revokeMs = 0 } = membership;
  const moves = new Map<string, number>();
  const tell = (type: AssignmentEvent['type'], partitions: readonly TopicPartition[]): void => {
    for (const { topic, partition } of partitions) {
      const name = `${topic}-${String(partition)}`;
      moves.set(name, (moves.get(name) ?? 0) + 1);
    }
    // Topics that an admin makes and deletes have no records, and take their offsets with them.
    const told = partitions.filter(({ topic }) => lasting.has(topic));
    if (told.length === 0 && partitions.length > 0) return;
    recorder.write({
      type,
      group,
      member,
      ...(instanceId === null ? {} : { groupInstanceId: instanceId }),
      generation: generationOf(consumer),
      partitions: told.map(({ topic, partition }) => ({ topic, partition })),
    });
  };
  consumer.on('committed', (offsets) => {
    const generation = Math.min(generationOf(consumer), ...(askedIn.get(consumer) ?? []));
    for (const { topic, partition, offset } of offsets) {
      if (!lasting.has(topic)) continue;
      recorder.write({ type: 'committed', group, member, generation, topic, partition, offset });
    }
  });
  consumer.subscribe({
    ...wantedOf(membership),
    listener: {
      onPartitionsAssigned: (partitions) => {
        tell('assigned', partitions);
      },
      onPartitionsRevoked: async (partitions) => {
        if (revokeMs > 0) await pause(incarnation, revokeMs);
        tell('revoked', partitions);
      },
      onPartitionsLost: (partitions) => {
        tell('lost', partitions);
      },
    },
  });
  return (topic, partition) => moves.get(`${topic}-${String(partition)}`) ?? 0;
}

function wantedOf({ topics, pattern }: Membership) {
  if (pattern === undefined) return { topics };
  return { pattern: pattern.by === 'member' ? new RegExp(pattern.source) : new SubscriptionPattern(pattern.source) };
}

export function tellDelivered(
  { world }: Incarnation,
  consumer: KafkaConsumer,
  { reader, group, isolation, order }: Reading,
  { topic, partition, offset, value }: ConsumerRecord,
): void {
  world.recorder.write({
    type: 'delivered',
    reader,
    group,
    generation: generationOf(consumer),
    isolation,
    topic,
    partition,
    offset,
    id: value === null ? null : String(value),
    ...(order === undefined ? {} : { order }),
  });
}

export function tellDone(
  { world }: Incarnation,
  { reader, group }: Pick<Reading, 'reader' | 'group'>,
  { topic, partition, offset }: ConsumerRecord,
): void {
  world.recorder.write({ type: 'done', reader, group, topic, partition, offset });
}

/** Closes it; when nothing is wrong, its group must hear of it. */
export async function closeMember({ world }: Incarnation, consumer: KafkaConsumer): Promise<void> {
  const memberId = consumer.membership?.memberId ?? '';
  if (world.isHealed && memberId !== '') world.goodbyes.add(memberId);
  await consumer.close();
}

function generationOf(consumer: KafkaConsumer): number {
  return consumer.membership?.epoch ?? -1;
}
