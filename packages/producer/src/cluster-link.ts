import { compressionFacts, type CompressionType } from '@k/codec';
import type { Channel, Cluster, FailedAttempt, LeaderHint, LoadTopicsOptions, TopicMetadata } from '@k/cluster';
import {
  ErrorCode,
  errorFor,
  InitProducerId,
  KafkaError,
  type MessageInit,
  Produce,
  type ProduceRequest,
  type ProduceResponse,
  StateError,
  UnsupportedVersionError,
  ZERO_UUID,
  asError,
} from '@k/wire';
import { BatchPlaces } from './batch-places.ts';
import type { ProducerIdentity, TransactionTag } from './identity/source.ts';
import type { BatchAnswer, ProduceLink, ProduceReply, RefusedBatch, SealedBatch, TopicView } from './link.ts';
import { inOlderFormat, RECORD_BATCHES_SINCE } from './older-formats.ts';

/** Produce names topics by id since then (KIP-516). */
const TOPIC_IDS_SINCE = 13;
/** Produce adds partitions to the transaction by itself since then (KIP-890). */
const ADDS_PARTITIONS_SINCE = 12;

const NONE_REFUSED: ReadonlyMap<SealedBatch, RefusedBatch> = new Map();

/** The producer's {@link ProduceLink} over a {@link Cluster}. */
export class ClusterLink implements ProduceLink {
  readonly #cluster: Cluster;
  /** A request that waits for replicas holds up nothing but its like. */
  readonly #channel: Channel;
  readonly #acks: 0 | 1 | -1;
  readonly #requestTimeoutMs: number;
  readonly #allowAutoCreateTopics: boolean;
  readonly #since: { readonly version: number; readonly what: string };
  readonly #compressionLevel: number | undefined;
  readonly #views = new Map<string, { readonly metadata: TopicMetadata; readonly view: TopicView }>();
  readonly #watched = new Set<string>();
  readonly #stopped = new AbortController();

  constructor(
    cluster: Cluster,
    options: {
      readonly acks: 0 | 1 | -1;
      readonly requestTimeoutMs: number;
      readonly allowAutoCreateTopics: boolean;
      readonly compressionType: CompressionType;
      readonly compressionLevel?: number | undefined;
      readonly enableIdempotence: boolean;
    },
  ) {
    this.#cluster = cluster;
    this.#channel = cluster.openChannel('produce');
    this.#acks = options.acks;
    this.#requestTimeoutMs = options.requestTimeoutMs;
    this.#allowAutoCreateTopics = options.allowAutoCreateTopics;
    const { type, sinceProduce, sinceKafka } = compressionFacts(options.compressionType);
    this.#compressionLevel = options.compressionLevel;
    if (sinceProduce > RECORD_BATCHES_SINCE) {
      this.#since = { version: sinceProduce, what: `${type} needs version ${sinceProduce} (Kafka ${sinceKafka})` };
    } else if (options.enableIdempotence) {
      const what = 'idempotence needs version 3 (Kafka 0.11): set enableIdempotence: false to do without';
      this.#since = { version: RECORD_BATCHES_SINCE, what };
    } else {
      this.#since = { version: 0, what: '' };
    }
  }

  topic(name: string): TopicView | undefined {
    const metadata = this.#cluster.topic(name);
    if (metadata === undefined || metadata.errorCode !== 0) return undefined;
    const known = this.#views.get(name);
    if (known?.metadata === metadata) return known.view;
    const { partitions, topicId } = metadata;
    const leaders = partitions.map(({ leaderId }) => leaderId);
    const leaderEpochs = partitions.map(({ leaderEpoch }) => leaderEpoch);
    const view = { name, leaders, leaderEpochs, topicId };
    this.#views.set(name, { metadata, view });
    return view;
  }

  hasBroker(id: number): boolean {
    return this.#cluster.metadata.brokers.has(id);
  }

  watch(name: string): void {
    this.#watched.add(name);
    this.#cluster.watchTopics([name]);
  }

  unwatch(name: string): void {
    this.#watched.delete(name);
    this.#views.delete(name);
    this.#cluster.unwatchTopics([name]);
  }

  async loadTopic(name: string, minPartitions: number, onFailure: (error: Error) => void): Promise<void> {
    const onRetry = ({ error }: FailedAttempt): void => {
      onFailure(error);
    };
    const { signal } = this.#stopped;
    await this.findTopic(name, { timeoutMs: this.#requestTimeoutMs, signal, minPartitions, onRetry });
  }

  /** With the patience of this producer: a topic that brokers may create is waited for as long as the call may take. */
  async findTopic(name: string, options: LoadTopicsOptions): Promise<TopicMetadata> {
    const [metadata] = await this.#cluster.loadTopics([name], {
      ...options,
      allowAutoTopicCreation: this.#allowAutoCreateTopics,
      ...(this.#allowAutoCreateTopics ? { unknownTopicRetries: Infinity } : {}),
    });
    return metadata as TopicMetadata;
  }

  trouble(): Error | undefined {
    const { metadata, brokers } = this.#cluster.health();
    return metadata.lastError ?? brokers.find(({ lastError }) => lastError !== undefined)?.lastError;
  }

  refresh(reason: string): void {
    // If it fails, so will what is tried next, and say why.
    this.#cluster.refresh(reason).catch(() => undefined);
  }

  onMetadata(listener: () => void): () => void {
    return this.#cluster.onMetadata(listener);
  }

  /** Topics are kept fresh no longer, nor learnt; the connections end. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#cluster.unwatchTopics(this.#watched);
    this.#watched.clear();
    await this.#channel.close();
  }

  async produce(
    broker: number,
    batches: readonly SealedBatch[],
    timeoutMs: number,
    transaction: TransactionTag | null = null,
  ): Promise<ProduceReply> {
    let left = false;
    // By their ids as the request has them: while it is under way a topic may be made again, under another id.
    const topicNames = new Map<string, string>();
    let refused: ReadonlyMap<SealedBatch, RefusedBatch> = NONE_REFUSED;
    const body = (version: number): MessageInit<ProduceRequest> => {
      this.#checkVersion(version);
      let written = batches;
      if (version < RECORD_BATCHES_SINCE) ({ written, refused } = this.#inOlderFormat(version, batches));
      if (refused.size > 0 && written.length === 0) throw new StateError('none of the batches can be written');
      const request = this.#request(written, transaction, version >= TOPIC_IDS_SINCE ? topicNames : null);
      left = true;
      return request;
    };
    const options = { timeoutMs, maxVersion: this.#maxVersion(batches, transaction) };
    try {
      if (this.#acks === 0) {
        await this.#channel.requestNoResponse({ broker }, Produce, body, options);
        return { answers: withRefused([], batches, refused) };
      }
      const response = await this.#channel.request({ broker }, Produce, body, { ...options, partitions: batches });
      return { answers: withRefused(this.#answers(broker, response, batches, topicNames), batches, refused) };
    } catch (error) {
      // Then there was nothing to send.
      if (refused.size > 0 && refused.size === batches.length) return { answers: withRefused([], batches, refused) };
      return { error: asError(error), left };
    }
  }

  async initProducerId(): Promise<ProducerIdentity> {
    try {
      const response = await this.#cluster.request('any', InitProducerId, {
        transactionalId: null,
        // Not transactional: the broker looks at neither, but 2.x wants a timeout that is a number of milliseconds.
        transactionTimeoutMs: 2 ** 31 - 1,
      });
      if (response.errorCode !== 0) throw errorFor(response.errorCode, { api: InitProducerId.name });
      return { producerId: response.producerId, epoch: response.producerEpoch };
    } catch (error) {
      if (!KafkaError.is(error) || error.name !== 'UnsupportedVersionError' || error.retriable) throw error;
      throw new UnsupportedVersionError({
        api: InitProducerId.name,
        minVersion: InitProducerId.minVersion,
        maxVersion: InitProducerId.maxVersion,
        message: `The broker is older than Kafka 0.11 and cannot tell repeated records from new ones: set enableIdempotence: false (${error.message})`,
        cause: error,
      });
    }
  }

  #maxVersion(batches: readonly SealedBatch[], transaction: TransactionTag | null): number | undefined {
    if (transaction?.protocol === 1) return ADDS_PARTITIONS_SINCE - 1;
    let last: string | null = null;
    for (const { topic } of batches) {
      // Most requests have many batches of one topic.
      if (topic !== last && this.#topicId(topic) === ZERO_UUID) return TOPIC_IDS_SINCE - 1;
      last = topic;
    }
    return undefined;
  }

  #topicId(topic: string): string {
    return this.#cluster.topic(topic)?.topicId ?? ZERO_UUID;
  }

  #checkVersion(version: number): void {
    if (version >= this.#since.version) return;
    throw new UnsupportedVersionError({
      api: Produce.name,
      version,
      minVersion: this.#since.version,
      maxVersion: Produce.maxVersion,
      message: `The broker speaks Produce up to version ${version}; ${this.#since.what}`,
    });
  }

  #inOlderFormat(
    version: number,
    batches: readonly SealedBatch[],
  ): { readonly written: readonly SealedBatch[]; readonly refused: ReadonlyMap<SealedBatch, RefusedBatch> } {
    const written: SealedBatch[] = [];
    const refused = new Map<SealedBatch, RefusedBatch>();
    for (const batch of batches) {
      const older = inOlderFormat(batch, version, this.#compressionLevel);
      if ('refusal' in older) refused.set(batch, older);
      else written.push(older);
    }
    return { written, refused };
  }

  /** @param topicNames - takes note of each topic by its id, in the versions that name topics by ids; null in others */
  #request(
    batches: readonly SealedBatch[],
    transaction: TransactionTag | null,
    topicNames: Map<string, string> | null,
  ): MessageInit<ProduceRequest> {
    const topicData: TopicInit[] = [];
    const byTopic = new Map<string, TopicInit>();
    for (const { topic, partition: index, records } of batches) {
      let data = byTopic.get(topic);
      if (data === undefined) {
        const topicId = topicNames === null ? undefined : this.#topicId(topic);
        if (topicId !== undefined) topicNames?.set(topicId, topic);
        data = topicId === undefined ? { name: topic, partitionData: [] } : { topicId, partitionData: [] };
        byTopic.set(topic, data);
        topicData.push(data);
      }
      data.partitionData.push({ index, records });
    }
    const transactionalId = transaction?.transactionalId ?? null;
    return { transactionalId, acks: this.#acks, timeoutMs: this.#requestTimeoutMs, topicData };
  }

  #answers(
    broker: number,
    response: ProduceResponse,
    batches: readonly SealedBatch[],
    topicNames: ReadonlyMap<string, string>,
  ): BatchAnswer[] {
    const answers = new Array<BatchAnswer>(batches.length);
    const leaders: LeaderHint[] = [];
    const places = new BatchPlaces(batches);
    for (const { name, topicId, partitionResponses } of response.responses) {
      // By one or the other: brokers that give topics no ids have the same none for all of them.
      const topic = topicId === ZERO_UUID ? name : topicNames.get(topicId);
      if (topic === undefined) continue;
      for (const partition of partitionResponses) {
        const at = places.find(topic, partition.index);
        if (at === undefined) continue;
        if (partition.errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER)
          this.#cluster.leaderDenied({ topic, partition: partition.index }, broker);
        const { leaderId, leaderEpoch } = partition.currentLeader;
        if (leaderId >= 0) {
          leaders.push({ topic, partition: partition.index, leaderId, leaderEpoch });
        }
        const answer = {
          errorCode: partition.errorCode,
          baseOffset: Number(partition.baseOffset),
          logAppendTime: Number(partition.logAppendTimeMs),
          errorMessage: partition.errorMessage ?? partition.recordErrors[0]?.batchIndexErrorMessage ?? null,
        };
        answers[at] = partition.recordErrors.length === 0 ? answer : { ...answer, recordErrors: namedIn(partition) };
      }
    }
    if (leaders.length > 0) this.#cluster.learnLeaders(leaders, response.nodeEndpoints);
    return answers;
  }
}

interface TopicInit {
  readonly name?: string;
  readonly topicId?: string;
  readonly partitionData: { readonly index: number; readonly records: Buffer }[];
}

type PartitionAnswer = ProduceResponse['responses'][number]['partitionResponses'][number];

function namedIn({ recordErrors }: PartitionAnswer): NonNullable<BatchAnswer['recordErrors']> {
  return recordErrors.map(({ batchIndex, batchIndexErrorMessage }) => ({
    place: batchIndex,
    message: batchIndexErrorMessage,
  }));
}

/** @param answers - of those that were written; empty with acks 0 */
function withRefused(
  answers: BatchAnswer[],
  batches: readonly SealedBatch[],
  refused: ReadonlyMap<SealedBatch, RefusedBatch>,
): (BatchAnswer | RefusedBatch)[] {
  if (refused.size === 0) return answers;
  const all: (BatchAnswer | RefusedBatch)[] = answers;
  for (const [i, batch] of batches.entries()) {
    const refusal = refused.get(batch);
    if (refusal !== undefined) all[i] = refusal;
  }
  return all;
}
