import { KafkaAdmin } from '@k/admin';

/** What there is to ask about. */
export interface Filled {
  readonly topics: readonly string[];
  /** Has committed for every partition of the first topic. */
  readonly groupId: string;
  readonly lagPartitions: number;
}

const PARTITIONS_EACH = 1000;
const AT_ONCE = 50;

/** Makes topics and groups. */
export async function fill(
  bootstrapServers: string,
  { partitions, groups }: { readonly partitions: number; readonly groups: number },
): Promise<Filled> {
  await using admin = new KafkaAdmin({ bootstrapServers });
  const prefix = `bench-${process.pid}-${Date.now()}`;
  const topics: string[] = [];
  for (let left = partitions; left > 0; left -= PARTITIONS_EACH) {
    const name = `${prefix}-${topics.length}`;
    const numPartitions = Math.min(left, PARTITIONS_EACH);
    await admin.createTopics([{ name, numPartitions, replicationFactor: 1 }], { timeoutMs: 300_000 });
    topics.push(name);
    console.error(`made ${name} of ${numPartitions} partitions`);
  }
  const topic = topics[0] ?? '';
  const lagPartitions = Math.min(partitions, PARTITIONS_EACH);
  const groupId = `${prefix}-lag`;
  const offsets = Array.from({ length: lagPartitions }, (_, partition) => ({ topic, partition, offset: 0 }));
  // Its leader may not know of a topic of this size at once.
  await admin.listOffsets(
    offsets.map(({ partition }) => ({ topic, partition, spec: 'latest' as const })),
    { timeoutMs: 300_000 },
  );
  await admin.alterConsumerGroupOffsets(groupId, offsets, { timeoutMs: 300_000 });
  for (let first = 1; first < groups; first += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, groups - first) }, (_, i) => `${prefix}-${first + i}`);
    await Promise.all(names.map((name) => admin.alterConsumerGroupOffsets(name, [{ topic, partition: 0, offset: 0 }])));
  }
  return { topics, groupId, lagPartitions };
}
