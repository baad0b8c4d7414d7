import { Cluster } from '@k/cluster';
import type { CompressionType } from '@k/codec';
import { KafkaProducer } from '@k/producer';
import { CreateTopics, DeleteTopics, errorFor } from '@k/wire';
import { logValues } from './codec/samples.ts';

const CALL = 1000;
const WAITING_CALLS = 10;
/** Values that are not the same: more of them than a batch holds, or they would compress too well. */
const DIFFERENT_VALUES = 20_000;
let made = 0;

/** @returns the name of a new topic */
export async function createTopic(bootstrapServer: string, partitions: number): Promise<string> {
  await using cluster = new Cluster({ bootstrapServers: bootstrapServer });
  const name = `bench-${process.pid}-${Date.now()}-${made++}`;
  const { topics } = await cluster.request(
    'controller',
    CreateTopics,
    {
      // A topic that was deleted leaves the disk soon: a run makes many, of a hundred megabytes.
      topics: [
        {
          name,
          numPartitions: partitions,
          replicationFactor: 1,
          configs: [
            { name: 'file.delete.delay.ms', value: '1000' },
            // Some clients make one batch of all that a call has for a partition.
            { name: 'max.message.bytes', value: '16777216' },
          ],
        },
      ],
      timeoutMs: 30_000,
    },
    { retry: true },
  );
  for (const { errorCode } of topics) if (errorCode !== 0) throw errorFor(errorCode, { topic: name });
  // Of a thousand partitions, on a busy machine, the broker may know nothing for a while.
  await cluster.loadTopics([name], { minPartitions: partitions, unknownTopicRetries: Infinity });
  // It also says for a while that it does not lead them, which some clients do not wait for.
  await using producer = new KafkaProducer({ bootstrapServers: bootstrapServer });
  const value = Buffer.from('first');
  await producer.sendMany(Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition, value })));
  return name;
}

export async function deleteTopic(bootstrapServer: string, name: string): Promise<void> {
  await using cluster = new Cluster({ bootstrapServers: bootstrapServer });
  await cluster.request(
    'controller',
    DeleteTopics,
    { topics: [{ name }], topicNames: [name], timeoutMs: 30_000 },
    { retry: true },
  );
}

/** @returns the name of a new topic that holds lines of JSON spread evenly, in batches of our producer's default size */
export async function fillTopic(
  bootstrapServer: string,
  partitions: number,
  valueBytes: number,
  compression: CompressionType,
  records: number,
): Promise<string> {
  const topic = await createTopic(bootstrapServer, partitions);
  await using producer = new KafkaProducer({ bootstrapServers: bootstrapServer, compressionType: compression });
  const values = logValues(Math.min(records, DIFFERENT_VALUES), valueBytes);
  const waiting: Promise<unknown>[] = [];
  for (let first = 0; first < records; first += CALL) {
    const call = Array.from({ length: CALL }, (_, i) => {
      const value = values[(first + i) % values.length] ?? null;
      return { topic, value, partition: i % partitions };
    });
    waiting.push(producer.sendMany(call));
    if (waiting.length >= WAITING_CALLS) await waiting.shift();
  }
  await Promise.all(waiting);
  return topic;
}
