import { Cluster, type ClusterOptions, type Target } from '@k/cluster';
import { MessageSetWriter, RecordBatchWriter, readBatches } from '@k/codec';
import {
  type Api,
  CreateTopics,
  ErrorCode,
  Fetch,
  FindCoordinator,
  ListOffsets,
  OffsetCommit,
  OffsetFetch,
  Produce,
  UnsupportedVersionError,
  ZERO_UUID,
  errorFor,
} from '@k/wire';
import { PATIENCE_MS } from './lab.ts';

/** What was read: offset, and the value as text. */
export type Read = readonly [offset: number, value: string | null];

/**
 * The least a client does, by requests of whatever version the broker takes: all that every Kafka since 0.8 can.
 * Works on partition 0 of a topic.
 */
export class PlainClient implements AsyncDisposable {
  readonly cluster: Cluster;

  constructor(options: ClusterOptions) {
    this.cluster = new Cluster({ clientId: 'plain', ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cluster.close();
  }

  /** By CreateTopics where there is one (0.10.1), else by asking for the topic, which makes it. */
  async makeTopic(topic: string, config: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.cluster.connect();
    if (await this.takes(CreateTopics)) {
      const configs = Object.entries(config).map(([name, value]) => ({ name, value }));
      const topics = [{ name: topic, numPartitions: 1, replicationFactor: 1, configs }];
      const response = await this.cluster.request('controller', CreateTopics, { topics, timeoutMs: PATIENCE_MS });
      for (const { errorCode } of response.topics) check(errorCode, { topic });
    } else {
      await this.cluster.loadTopics([topic], { allowAutoTopicCreation: true, timeoutMs: PATIENCE_MS });
    }
    await this.cluster.loadTopics([topic], { timeoutMs: PATIENCE_MS });
    // The metadata may name a leader that does not know of it yet.
    await this.cluster.retry(`wait for ${topic}`, () => this.offsetOf(topic, -1), { timeoutMs: PATIENCE_MS });
  }

  /** Whether the brokers know an API. */
  async takes(api: Api<unknown, unknown>): Promise<boolean> {
    await this.cluster.connect();
    const connection = await this.cluster.connection(this.cluster.brokers[0]?.nodeId ?? -1);
    try {
      connection.versionFor(api);
      return true;
    } catch (error) {
      if (error instanceof UnsupportedVersionError) return false;
      throw error;
    }
  }

  /** @returns the offset of the first of them; -1 with acks 0 */
  async produce(topic: string, values: readonly string[], acks: -1 | 0 | 1 = -1): Promise<number> {
    const target = { leader: { topic, partition: 0 } };
    const body = (version: number) => ({
      acks,
      timeoutMs: PATIENCE_MS,
      topicData: [
        {
          name: topic,
          topicId: this.#topicId(topic),
          partitionData: [{ index: 0, records: recordsFor(version, values) }],
        },
      ],
    });
    if (acks === 0) {
      await this.cluster.requestNoResponse(target, Produce, body);
      return -1;
    }
    const { responses } = await this.cluster.request(target, Produce, body);
    const stored = responses[0]?.partitionResponses[0];
    if (stored === undefined) throw new Error('Produce was answered without the partition');
    check(stored.errorCode, { topic, partition: 0 });
    return Number(stored.baseOffset);
  }

  /** One Fetch, which waits for records no longer than `maxWaitMs`. */
  async fetch(topic: string, offset: number, maxWaitMs = 500): Promise<Read[]> {
    const { errorCode, responses } = await this.cluster.request({ leader: { topic, partition: 0 } }, Fetch, {
      maxWaitMs,
      minBytes: 1,
      topics: [
        {
          topic,
          topicId: this.#topicId(topic),
          partitions: [{ partition: 0, fetchOffset: BigInt(offset), partitionMaxBytes: 1 << 20 }],
        },
      ],
    });
    check(errorCode, { topic });
    const part = responses[0]?.partitions[0];
    if (part === undefined) throw new Error('Fetch was answered without the partition');
    check(part.errorCode, { topic, partition: 0 });
    const read: Read[] = [];
    for (const batch of readBatches(part.records, { fromOffset: offset })) {
      for (const record of batch) {
        // A broker answers whole batches and wrappers, which may begin before.
        if (record.offset >= offset) read.push([record.offset, record.value?.toString() ?? null]);
      }
    }
    return read;
  }

  /** Fetches from `offset` on until `count` records are there. */
  async read(topic: string, offset: number, count: number): Promise<Read[]> {
    const read: Read[] = [];
    const deadline = Date.now() + PATIENCE_MS;
    while (read.length < count) {
      if (Date.now() > deadline) throw new Error(`gave up with ${read.length} of ${count} records of ${topic}`);
      const next = (read.at(-1)?.[0] ?? offset - 1) + 1;
      read.push(
        ...(await this.cluster.retry(`read ${topic}`, () => this.fetch(topic, next), { timeoutMs: PATIENCE_MS })),
      );
    }
    return read;
  }

  /** @param which -2 for the start of the log, -1 for its end */
  async offsetOf(topic: string, which: -1 | -2): Promise<number> {
    const { topics } = await this.cluster.request({ leader: { topic, partition: 0 } }, ListOffsets, {
      replicaId: -1,
      topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: BigInt(which) }] }],
    });
    const found = topics[0]?.partitions[0];
    if (found === undefined) throw new Error('ListOffsets was answered without the partition');
    check(found.errorCode, { topic, partition: 0 });
    // Version 0 answers a list of them.
    return Number(found.oldStyleOffsets[0] ?? found.offset);
  }

  /** As somebody who is no member of the group. */
  async commit(groupId: string, topic: string, offset: number): Promise<void> {
    const partitions = [{ partitionIndex: 0, committedOffset: BigInt(offset), committedMetadata: 'plain' }];
    await this.#withCoordinator(groupId, async () => {
      const body = { groupId, topics: [{ name: topic, topicId: this.#topicId(topic), partitions }] };
      const response = await this.cluster.request(await this.#keeperOf(groupId), OffsetCommit, body);
      check(response.topics[0]?.partitions[0]?.errorCode ?? -1, { topic, partition: 0 });
    });
  }

  /** @returns -1 when nothing was committed */
  async committed(groupId: string, topic: string): Promise<number> {
    return await this.#withCoordinator(groupId, async () => {
      const topics = [{ name: topic, topicId: this.#topicId(topic), partitionIndexes: [0] }];
      const response = await this.cluster.request(await this.#keeperOf(groupId), OffsetFetch, (version) =>
        // From version 8 on for several groups at once.
        version >= 8
          ? { groups: [{ groupId, topics }] }
          : { groupId, topics: [{ name: topic, partitionIndexes: [0] }] },
      );
      const group = response.groups[0];
      const found = (group ?? response).topics[0]?.partitions[0];
      check(group?.errorCode ?? response.errorCode, { message: groupId });
      if (found === undefined) throw new Error('OffsetFetch was answered without the partition');
      // What version 0 calls an offset that was never committed.
      if (found.errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) return -1;
      check(found.errorCode, { topic, partition: 0 });
      return Number(found.committedOffset);
    });
  }

  /** Before 0.8.2 there are no coordinators: every broker hands on to ZooKeeper what it is told. */
  async #keeperOf(groupId: string): Promise<Target> {
    return (await this.takes(FindCoordinator)) ? { coordinator: 'group', key: groupId } : 'any';
  }

  /** A new cluster makes its topic of offsets at the first question, and says "not yet" until it is there. */
  #withCoordinator<T>(groupId: string, attempt: () => Promise<T>): Promise<T> {
    return this.cluster.retry(`ask the coordinator of ${groupId}`, attempt, { timeoutMs: PATIENCE_MS });
  }

  #topicId(topic: string): string {
    return this.cluster.topic(topic)?.topicId ?? ZERO_UUID;
  }
}

function check(errorCode: number, context: { topic?: string; partition?: number; message?: string }): void {
  if (errorCode !== 0) throw errorFor(errorCode, context);
}

/** A message set of format 0 or 1, or a record batch: what a version of Produce carries. */
function recordsFor(version: number, values: readonly string[]): Buffer {
  const now = Date.now();
  if (version >= 3) {
    const writer = new RecordBatchWriter({ maxBytes: 1 << 20 });
    for (const value of values) writer.tryAppend(now, null, value);
    return writer.seal();
  }
  const writer = new MessageSetWriter({ magic: version >= 2 ? 1 : 0, maxBytes: 1 << 20 });
  for (const value of values) writer.tryAppend(version >= 2 ? now : -1, null, value);
  return writer.seal();
}
