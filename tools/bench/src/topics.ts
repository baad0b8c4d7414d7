import { Cluster } from '@k/cluster';
import type { CompressionType } from '@k/codec';
import { KafkaProducer } from '@k/producer';
import { CreateTopics, DeleteTopics, errorFor } from '@k/wire';
import { logValues } from './codec/samples.ts';
import type { Setting } from './scenario.ts';

const CALL = 1000;
const WAITING_CALLS = 10;
/** Values that are not the same: more of them than a batch holds, or they would compress too well. */
const DIFFERENT_VALUES = 20_000;
let made = 0;

/** @returns the name of a new topic, with a record in each partition */
export async function createTopic(bootstrapServer: string, partitions: number): Promise<string> {
  const name = await createEmptyTopic(bootstrapServer, partitions);
  // A broker says for a while that it does not lead a new topic, which some clients do not wait for.
  await using producer = new KafkaProducer({ bootstrapServers: bootstrapServer });
  const value = Buffer.from('first');
  await producer.sendMany(Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition, value })));
  return name;
}

async function createEmptyTopic(bootstrapServer: string, partitions: number): Promise<string> {
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

/** What a topic holds that is read. */
export interface Filling {
  readonly partitions: number;
  readonly valueBytes: number;
  readonly compression: CompressionType;
  /** Before they are compressed. */
  readonly batchBytes: number;
  readonly records: number;
}

/** @returns the name of a new topic that holds lines of JSON, spread evenly, in full batches */
export async function fillTopic(bootstrapServer: string, filling: Filling): Promise<string> {
  const { partitions, valueBytes, compression, batchBytes, records } = filling;
  const topic = await createEmptyTopic(bootstrapServer, partitions);
  await using producer = new KafkaProducer({
    bootstrapServers: bootstrapServer,
    compressionType: compression,
    batchSize: batchBytes,
  });
  const values = logValues(Math.min(records, DIFFERENT_VALUES), valueBytes);
  const perCall = Math.max(CALL, Math.ceil((partitions * batchBytes) / valueBytes));
  const waiting: Promise<unknown>[] = [];
  for (let first = 0; first < records; first += perCall) {
    const call = Array.from({ length: Math.min(perCall, records - first) }, (_, i) => {
      const value = values[(first + i) % values.length] ?? null;
      return { topic, value, partition: i % partitions };
    });
    waiting.push(producer.sendMany(call));
    if (waiting.length * perCall >= WAITING_CALLS * CALL) await waiting.shift();
  }
  await Promise.all(waiting);
  return topic;
}

/** Sends a record each millisecond, to partition after partition, until it is disposed of. Each begins with {@link now}. */
export function feedTopic(
  bootstrapServer: string,
  topic: string,
  { partitions, valueBytes }: Setting,
): AsyncDisposable {
  const producer = new KafkaProducer({ bootstrapServers: bootstrapServer });
  const start = now();
  let sent = 0;
  const timer = setInterval(() => {
    for (const due = now() - start; sent < due; sent++) {
      const value = Buffer.from(now().toFixed(3).padEnd(valueBytes));
      producer.send({ topic, value, partition: sent % partitions }).catch(console.error);
    }
  }, 1);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await producer.close();
    },
  };
}

/** Milliseconds on the clock that all processes of the machine share. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
