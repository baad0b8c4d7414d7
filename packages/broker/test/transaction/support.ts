import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  EndTxn,
  Fetch,
  InitProducerId,
  Produce,
  TxnOffsetCommit,
  type InitProducerIdRequest,
  type MessageInit,
} from '@k/wire';
import { readBatches, readControlRecord } from '@k/codec';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, RECENT } from '../support/records.ts';

export const READ_COMMITTED = 1;

/**
 * The versions of a client: 'v1' asks the coordinator before it writes to a partition, 'v2' does what KIP-890 brought. Both
 * do nothing of themselves but count sequences.
 */
const VERSIONS = {
  v1: { produce: 11, endTxn: 4, txnOffsetCommit: 4 },
  v2: { produce: 12, endTxn: 5, txnOffsetCommit: 5 },
} as const;

/** One instance of a transactional producer, request by request. Methods return error codes. */
export class TransactionalClient {
  producerId = -1n;
  producerEpoch = -1;
  /** Of records, in ms since the epoch. */
  timestamp = RECENT;
  /** Of committed offsets. */
  metadata = 'm';
  readonly transactionalId: string;
  readonly #client: RawClient;
  readonly #versions: (typeof VERSIONS)[keyof typeof VERSIONS];
  #sequences = new Map<string, number>();

  constructor(client: RawClient, transactionalId: string, protocol: keyof typeof VERSIONS = 'v2') {
    this.#client = client;
    this.transactionalId = transactionalId;
    this.#versions = VERSIONS[protocol];
  }

  get #identity() {
    const { transactionalId, producerId, producerEpoch } = this;
    return { transactionalId, producerId, producerEpoch };
  }

  async init(request: MessageInit<InitProducerIdRequest> = {}, version = 5): Promise<number> {
    const { transactionalId } = this;
    const body = { transactionalId, transactionTimeoutMs: 60_000, ...request };
    const response = await this.#client.request(InitProducerId, version, body);
    if (response.errorCode === 0) this.#become(response);
    return response.errorCode;
  }

  async add(topic: string, partitions: readonly number[] = [0], version = 3): Promise<number | undefined> {
    const response = await this.#client.request(AddPartitionsToTxn, version, {
      v3AndBelowTransactionalId: this.transactionalId,
      v3AndBelowProducerId: this.producerId,
      v3AndBelowProducerEpoch: this.producerEpoch,
      v3AndBelowTopics: [{ name: topic, partitions: [...partitions] }],
    });
    return response.resultsByTopicV3AndBelow[0]?.resultsByPartition[0]?.partitionErrorCode;
  }

  async addOffsets(groupId: string, version = 3): Promise<number> {
    return (await this.#client.request(AddOffsetsToTxn, version, { ...this.#identity, groupId })).errorCode;
  }

  async produce(
    topic: string,
    values: readonly string[],
    partition = 0,
    version?: number,
  ): Promise<number | undefined> {
    const place = `${topic}/${String(partition)}`;
    const baseSequence = this.#sequences.get(place) ?? 0;
    const { transactionalId, producerId, producerEpoch } = this;
    const records = batchOf(values, { producerId, producerEpoch, baseSequence, isTransactional: true }, this);
    const response = await this.#client.request(Produce, version ?? this.#versions.produce, {
      transactionalId,
      acks: -1,
      timeoutMs: 1000,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
    });
    const errorCode = response.responses[0]?.partitionResponses[0]?.errorCode;
    if (errorCode === 0) this.#sequences.set(place, baseSequence + values.length);
    return errorCode;
  }

  async commitOffset(
    groupId: string,
    topic: string,
    offset: number,
    member: { generationId?: number; memberId?: string; groupInstanceId?: string } = {},
    version?: number,
  ): Promise<number | undefined> {
    const usedVersion = version ?? this.#versions.txnOffsetCommit;
    const { generationId = -1, memberId = '', groupInstanceId = null } = member;
    const response = await this.#client.request(TxnOffsetCommit, usedVersion, {
      ...this.#identity,
      groupId,
      ...(usedVersion >= 3 ? { generationIdOrMemberEpoch: generationId, memberId, groupInstanceId } : {}),
      topics: [
        { name: topic, partitions: [{ partitionIndex: 0, committedOffset: offset, committedMetadata: this.metadata }] },
      ],
    });
    return response.topics[0]?.partitions[0]?.errorCode;
  }

  async end(committed: boolean, version: number = this.#versions.endTxn): Promise<number> {
    const response = await this.#client.request(EndTxn, version, { ...this.#identity, committed });
    if (response.errorCode === 0 && version >= 5) this.#become(response);
    return response.errorCode;
  }

  #become({ producerId, producerEpoch }: { producerId: bigint; producerEpoch: number }): void {
    const isAnother = producerId !== this.producerId || producerEpoch !== this.producerEpoch;
    this.producerId = producerId;
    this.producerEpoch = producerEpoch;
    if (isAnother) this.#sequences = new Map();
  }
}

/** What one fetch from the partition's offset gives to a reader, markers shown as such. */
export async function fetchAll(client: RawClient, topic: string, isolationLevel: number, offset = 0, partition = 0) {
  const response = await client.request(Fetch, 12, {
    minBytes: 0,
    maxBytes: 1_000_000,
    isolationLevel,
    topics: [{ topic, partitions: [{ partition, fetchOffset: offset, partitionMaxBytes: 1_000_000 }] }],
  });
  const answer = response.responses[0]?.partitions[0];
  if (answer === undefined) throw new Error('the answer has no partition');
  const records: string[] = [];
  for (const batch of readBatches(answer.records ?? Buffer.alloc(0))) {
    for (const record of batch) {
      const shown = batch.isControl ? readControlRecord(record).type : (record.value?.toString() ?? 'null');
      records.push(`${String(record.offset)}:${shown}`);
    }
  }
  return {
    records,
    lastStableOffset: Number(answer.lastStableOffset),
    highWatermark: Number(answer.highWatermark),
    aborted: (answer.abortedTransactions ?? []).map(({ producerId, firstOffset }) => [producerId, Number(firstOffset)]),
  };
}
