import { randomBytes } from 'node:crypto';
import { Fetch, Heartbeat, Metadata, type MessageInit, Produce } from '@k/wire';
import type { FetchRequest, FetchResponse, MetadataResponse, ProduceResponse } from '@k/wire';

/** What is encoded and decoded, the same for everyone. */
export const TOPICS = 20;
export const PARTITIONS_PER_TOPIC = 12;
export const FETCH_PARTITIONS = 200;
export const PRODUCE_PARTITIONS = 10;
export const RECORDS_PER_PARTITION = 10;

const topicName = (i: number): string => `topic-${String(i).padStart(3, '0')}`;
const range = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

export const topicNames = range(TOPICS, topicName);
export const topicIds = range(TOPICS, () => randomBytes(16).toString('base64url'));
export const timestamp = 1_700_000_000_000;
export const values = range(RECORDS_PER_PARTITION, (i) => Buffer.alloc(100, 97 + i));

export const heartbeat = {
  groupId: 'orders-service',
  generationId: 42,
  memberId: 'consumer-orders-service-1-0f8fad5b-d9cb-469f-a165-70867728950e',
  groupInstanceId: null,
};

const metadataResponse: MessageInit<MetadataResponse> = {
  brokers: range(3, (i) => ({
    nodeId: i,
    host: `broker-${String(i)}.kafka.example.com`,
    port: 9092,
    rack: `rack-${String(i)}`,
  })),
  clusterId: 'MkU3OEVBNTcwNTJENDM2Qk',
  controllerId: 1,
  topics: topicNames.map((name) => ({
    name,
    partitions: range(PARTITIONS_PER_TOPIC, (partitionIndex) => ({
      partitionIndex,
      leaderId: partitionIndex % 3,
      replicaNodes: [0, 1, 2],
      isrNodes: [0, 1, 2],
    })),
  })),
};

/** A poll's answer when little is new: no records, so that it is the protocol that is measured. */
const fetchPartitions = range(FETCH_PARTITIONS / TOPICS, (partitionIndex) => ({
  partitionIndex,
  highWatermark: 1_000_000 + partitionIndex,
  lastStableOffset: 1_000_000 + partitionIndex,
  logStartOffset: 1000,
  abortedTransactions: [],
  records: Buffer.alloc(0),
}));

const fetchResponse = (byId: boolean): MessageInit<FetchResponse> => ({
  sessionId: 7,
  responses: topicNames.map((topic, i) => ({
    ...(byId ? { topicId: topicIds[i] } : { topic }),
    partitions: fetchPartitions,
  })),
});

const produceResponse: MessageInit<ProduceResponse> = {
  responses: topicNames.map((name) => ({
    name,
    partitionResponses: range(FETCH_PARTITIONS / TOPICS, (index) => ({
      index,
      baseOffset: 1_000_000 + index,
      logAppendTimeMs: -1,
      logStartOffset: 1000,
    })),
  })),
};

/** Int64 as each client takes them: bigints; kafkajs takes strings. */
export const fetchRequest = (byId: boolean, old: boolean): MessageInit<FetchRequest> => ({
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes: 50_000_000,
  isolationLevel: 1,
  sessionId: 0,
  sessionEpoch: -1,
  topics: topicNames.map((topic, i) => ({
    ...(byId ? { topicId: topicIds[i] } : { topic }),
    partitions: range(FETCH_PARTITIONS / TOPICS, (partition) => ({
      partition,
      currentLeaderEpoch: old ? -1 : 5,
      fetchOffset: 1_000_000n + BigInt(partition),
      lastFetchedEpoch: -1,
      logStartOffset: -1n,
      partitionMaxBytes: 1_048_576,
    })),
  })),
});

/** Topic ids stand in the response since version 10, leader epochs of partitions since 7. */
export const responses = {
  metadata: (version: number): Buffer => Metadata.response.encode(version, metadataResponse),
  fetch: (version: number): Buffer => Fetch.response.encode(version, fetchResponse(version >= 13)),
  heartbeat: (version: number): Buffer => Heartbeat.response.encode(version, {}),
  produce: (version: number): Buffer => Produce.response.encode(version, produceResponse),
};
