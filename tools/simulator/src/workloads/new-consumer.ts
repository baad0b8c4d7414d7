import { KafkaConsumer, type ConsumerOptions } from '@k/consumer';
import type { GroupKind, ReaderSettings } from '../scenario/member-spec.ts';
import type { Incarnation } from './workload.ts';

/** Of a classic member; the brokers have it as theirs for members of the consumer protocol. */
const SESSION = { sessionTimeoutMs: 6_000, heartbeatIntervalMs: 1_000 };

/** Those of a consumer but for where its cluster is. */
type Options = Omit<ConsumerOptions, 'bootstrapServers' | 'cluster'>;

export function groupOptions(groupId: string, kind: GroupKind): Options {
  const common = { groupId, rebalanceTimeoutMs: 8_000 };
  if (kind.protocol === 'consumer') return { ...common, groupProtocol: 'consumer' };
  return { ...common, ...SESSION, partitionAssignors: [...kind.assignors] };
}

/** A consumer that tells the recorder what it does, under the name of its reader. */
export function newConsumer(
  { world, process, name }: Incarnation,
  reader: string,
  settings: ReaderSettings,
  options: Options,
): KafkaConsumer {
  const { recorder } = world;
  const consumer = new KafkaConsumer({
    bootstrapServers: world.bootstrapServers,
    runtime: process,
    clientId: name,
    autoOffsetReset: 'earliest',
    isolationLevel: settings.isolation,
    requestTimeoutMs: settings.requestTimeoutMs,
    metadataMaxAgeMs: settings.metadataMaxAgeMs,
    fetchMaxWaitMs: settings.fetchMaxWaitMs,
    maxPartitionFetchBytes: settings.maxPartitionFetchBytes,
    reuseMemory: settings.reuseMemory,
    ...(settings.bufferMemory === undefined ? {} : { bufferMemory: settings.bufferMemory }),
    // Another thread is done when it likes.
    decompressionThreadBytes: Infinity,
    ...options,
  });
  consumer.on('warning', (error) => {
    recorder.note(reader, `warning: ${error.message}`);
  });
  consumer.on('commitFailed', (error) => {
    recorder.note(reader, `commit failed: ${error.message}`);
  });
  consumer.on('stalled', (_, reason) => {
    recorder.note(reader, `stalled: ${reason}`);
  });
  consumer.on('truncated', ({ topic, partition, divergentOffset }) => {
    recorder.write({ type: 'jumped', reader, topic, partition, to: divergentOffset, why: 'truncated' });
  });
  consumer.on('topicRecreated', ({ topic, positions }) => {
    // Those of an admin have no place in the history.
    if (!world.scenario.topics.some(({ name: known }) => known === topic)) return;
    for (const { partition } of positions) {
      recorder.write({ type: 'jumped', reader, topic, partition, to: 0, why: 'recreated' });
    }
  });
  return consumer;
}
