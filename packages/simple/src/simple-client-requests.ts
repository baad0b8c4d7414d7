import {
  ErrorCode,
  Fetch,
  ListOffsets,
  OffsetCommit,
  OffsetFetch,
  Produce,
  type Api,
  type FetchRequest,
  type FetchResponse,
  type ListOffsetsRequest,
  type ListOffsetsResponse,
  type MessageInit,
  type OffsetCommitRequest,
  type OffsetCommitResponse,
  type OffsetFetchRequest,
  type OffsetFetchResponse,
  type ProduceRequest,
  type ProduceResponse,
  type TopicPartition,
} from '@k/wire';
import { encodeRecords, FetchedPartition, LAST_BY_NAME } from './simple-client-messages.ts';
import type {
  EncodedProducePayload,
  FetchedPayload,
  MessagesPayload,
  PartitionResponse,
} from './simple-client-types.ts';
import { groupByTopicAndPartition } from './byte-helpers.ts';
import type {
  FetchRequestPayload,
  OffsetCommitRequestPayload,
  OffsetCommitResponsePayload,
  OffsetFetchRequestPayload,
  OffsetFetchResponsePayload,
  OffsetRequestPayload,
  OffsetResponsePayload,
  ProduceResponsePayload,
} from './structs.ts';

/** How payloads become one request to one broker, and its response the answers to them. */
export interface PayloadRequest<P extends TopicPartition, Req, Res, T extends PartitionResponse> {
  readonly api: Api<Req, Res>;
  /** The newest version in which topics go by name and that can carry these payloads. */
  readonly maxVersion: number;
  readonly body: (payloads: readonly P[], version: number) => MessageInit<Req>;
  readonly answers: (response: Res, payloads: readonly P[]) => T[];
}

const NO_BYTES = Buffer.alloc(0);

export function produceRequest(
  acks: number,
  timeoutMs: number,
  maxVersion: number,
): PayloadRequest<EncodedProducePayload | MessagesPayload, ProduceRequest, ProduceResponse, ProduceResponsePayload> {
  return {
    api: Produce,
    maxVersion,
    body: (payloads, version) => ({
      acks,
      timeoutMs,
      topicData: byTopic(payloads, (name, list) => ({
        name,
        partitionData: list.map((each) => ({ index: each.partition, records: encodeRecords(each, version) })),
      })),
    }),
    answers: (response) =>
      response.responses.flatMap(({ name, partitionResponses }) =>
        partitionResponses.map(({ index, errorCode, baseOffset }) => ({
          topic: name,
          partition: index,
          error: errorCode,
          offset: Number(baseOffset),
        })),
      ),
  };
}

export function fetchRequest(
  maxWaitMs: number,
  minBytes: number,
): PayloadRequest<FetchRequestPayload, FetchRequest, FetchResponse, FetchedPayload> {
  return {
    api: Fetch,
    maxVersion: LAST_BY_NAME,
    body: (payloads) => ({
      replicaId: -1,
      maxWaitMs,
      minBytes,
      topics: byTopic(payloads, (topic, list) => ({
        topic,
        partitions: list.map(({ partition, offset, maxBytes }) => ({
          partition,
          fetchOffset: BigInt(offset),
          partitionMaxBytes: maxBytes,
        })),
      })),
    }),
    answers: (response, payloads) => {
      const asked = groupByTopicAndPartition(payloads);
      return response.responses.flatMap(({ topic, partitions }) =>
        partitions.map(({ partitionIndex: partition, errorCode: error, highWatermark, records }) => {
          const { offset = 0 } = asked.get(topic)?.get(partition) ?? {};
          const highwaterMark = Number(highWatermark);
          return new FetchedPartition({ topic, partition, error, highwaterMark, records: records ?? NO_BYTES }, offset);
        }),
      );
    },
  };
}

export const offsetRequest: PayloadRequest<
  OffsetRequestPayload,
  ListOffsetsRequest,
  ListOffsetsResponse,
  OffsetResponsePayload
> = {
  api: ListOffsets,
  maxVersion: Infinity,
  body: (payloads, version) => ({
    replicaId: -1,
    topics: byTopic(payloads, (name, list) => ({
      name,
      partitions: list.map(({ partition, time, maxOffsets }) => ({
        partitionIndex: partition,
        timestamp: BigInt(time),
        ...(version === 0 ? { maxNumOffsets: maxOffsets } : {}),
      })),
    })),
  }),
  answers: (response) =>
    response.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, errorCode, oldStyleOffsets, offset }) => {
        // Version 0 answers a list of segments; later ones a single offset, -1 for none.
        const found = offset >= 0n ? [offset] : oldStyleOffsets;
        return { topic: name, partition: partitionIndex, error: errorCode, offsets: found.map(Number) };
      }),
    ),
};

export function offsetCommitRequest(
  group: string,
): PayloadRequest<OffsetCommitRequestPayload, OffsetCommitRequest, OffsetCommitResponse, OffsetCommitResponsePayload> {
  return {
    api: OffsetCommit,
    maxVersion: 9,
    body: (payloads) => ({
      groupId: group,
      topics: byTopic(payloads, (name, list) => ({
        name,
        partitions: list.map(({ partition, offset, metadata }) => ({
          partitionIndex: partition,
          committedOffset: BigInt(offset),
          committedMetadata: metadata,
        })),
      })),
    }),
    answers: (response) =>
      response.topics.flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, errorCode }) => ({
          topic: name,
          partition: partitionIndex,
          error: errorCode,
        })),
      ),
  };
}

export function offsetFetchRequest(
  group: string,
): PayloadRequest<OffsetFetchRequestPayload, OffsetFetchRequest, OffsetFetchResponse, OffsetFetchResponsePayload> {
  return {
    api: OffsetFetch,
    maxVersion: 9,
    body: (payloads, version) => {
      const topics = byTopic(payloads, (name, list) => ({
        name,
        partitionIndexes: list.map((each) => each.partition),
      }));
      return version >= 8 ? { groups: [{ groupId: group, topics }] } : { groupId: group, topics };
    },
    answers: ({ errorCode, topics, groups }, payloads) => {
      const [answer] = groups;
      const whole = answer?.errorCode ?? errorCode;
      // An error of the group as a whole comes without partitions: it is that of each.
      if (whole !== ErrorCode.NONE) {
        return payloads.map(({ topic, partition }) => ({ topic, partition, offset: -1, metadata: '', error: whole }));
      }
      return (answer?.topics ?? topics).flatMap(({ name, partitions }) =>
        partitions.map((each) => ({
          topic: name,
          partition: each.partitionIndex,
          offset: Number(each.committedOffset),
          metadata: each.metadata ?? '',
          error: each.errorCode,
        })),
      );
    },
  };
}

function byTopic<P extends TopicPartition, T>(
  payloads: readonly P[],
  make: (topic: string, payloads: readonly P[]) => T,
): T[] {
  return Array.from(groupByTopicAndPartition(payloads), ([topic, partitions]) => make(topic, [...partitions.values()]));
}
