import { createBroker } from '@k/broker';
import { Cluster } from '@k/cluster';
import { KafkaConsumer } from '@k/consumer';
import { consume } from './consume.ts';
import { Ledger } from './ledger.ts';
import type { Options } from './options.ts';
import { Payload } from './payload.ts';
import { produce } from './produce.ts';
import { type PartitionOffsets, renderReport } from './report.ts';
import { ensureTopic } from './topic.ts';

/** Starts a broker unless there is one, then does the whole journey. @returns whether every record came as it should */
export async function run(options: Options): Promise<boolean> {
  if (options.bootstrapServer !== undefined) return journey(options.bootstrapServer, options.bootstrapServer, options);
  await using broker = await createBroker({ port: 0 });
  const [address = ''] = broker.bootstrapServers;
  console.log(`@k/broker, a Kafka in this process, listens on ${address}`);
  return await journey(address, `@k/broker on ${address}`, options);
}

async function journey(bootstrapServer: string, name: string, { topic, records, size }: Options): Promise<boolean> {
  const partitions = await prepare(bootstrapServer, topic);
  console.log(`topic ${topic}, ${partitions.length} partitions`);
  const before = await edges(bootstrapServer, topic, partitions);

  const payload = new Payload(size);
  const ledger = new Ledger(payload, records);
  const produceSeconds = await produce(bootstrapServer, topic, records, payload, ledger);
  const consumed = await consume(bootstrapServer, topic, records, ledger);
  const after = await edges(bootstrapServer, topic, partitions);

  let bytes = 0;
  for (let number = 0; number < records; number++) bytes += payload.key(number).length + size;
  const report = {
    cluster: name,
    topic,
    records,
    bytes,
    produceSeconds,
    consumeSeconds: consumed.seconds,
    partitions: before.map(({ partition, end }, i) => ({ partition, start: end, end: after[i]?.end ?? end })),
    members: consumed.members,
    rebalances: consumed.rebalances,
  };
  console.log(renderReport(report));
  const problems = ledger.problems();
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0
      ? `All ${records} records came back exactly once, in order per partition, byte for byte.`
      : 'The records did not come back as they were sent.',
  );
  return problems.length === 0;
}

/** Fails at once, and with one line, when nobody answers. @returns the partitions of the topic */
async function prepare(bootstrapServer: string, topic: string): Promise<number[]> {
  await using cluster = new Cluster({ bootstrapServers: bootstrapServer });
  await cluster.connect({ retry: false, timeoutMs: 10_000 });
  return await ensureTopic(cluster, topic);
}

/** Where each partition ends now. */
async function edges(
  bootstrapServer: string,
  topic: string,
  partitions: readonly number[],
): Promise<PartitionOffsets[]> {
  await using consumer = new KafkaConsumer({ bootstrapServers: bootstrapServer });
  const asked = partitions.map((partition) => ({ topic, partition }));
  const [starts, ends] = await Promise.all([consumer.beginningOffsets(asked), consumer.endOffsets(asked)]);
  return partitions.map((partition) => ({
    partition,
    start: starts.get(topic, partition) ?? 0,
    end: ends.get(topic, partition) ?? 0,
  }));
}
