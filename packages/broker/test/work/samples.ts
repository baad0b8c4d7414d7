import {
  ApiVersions,
  CreateTopics,
  DeleteTopics,
  Fetch,
  FindCoordinator,
  Heartbeat,
  InitProducerId,
  JoinGroup,
  LeaveGroup,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  Produce,
  SaslAuthenticate,
  SaslHandshake,
  SyncGroup,
  type Api,
} from '@k/wire';
import { batchOf } from '../support/records.ts';

export type Body = Readonly<Record<string, unknown>>;

/** A request of every API, with one element in every array and something in every text: what is made larger. */
export interface Sample {
  readonly api: Api<unknown, unknown>;
  readonly version: number;
  readonly body: Body;
}

const partition = { partitionIndex: 0 };
const bytes = Buffer.from('m');

/** @param topicId of the topic `t`, which is there, with a partition 0. The group `g` has committed offsets for it. */
export function samples(topicId: string): Sample[] {
  const produced = { index: 0, records: batchOf(['x']) };
  const fetched = { partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 };
  const commit = { ...partition, committedOffset: 1, committedMetadata: 'm' };
  const join = {
    groupId: 'static',
    groupInstanceId: 'i',
    sessionTimeoutMs: 6000,
    rebalanceTimeoutMs: 1,
    memberId: '',
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: bytes }],
    reason: 'r',
  };
  const created = {
    name: 'new',
    numPartitions: 1,
    replicationFactor: 1,
    configs: [{ name: 'retention.ms', value: '1' }],
  };
  const assigned = {
    name: 'assigned',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: [{ partitionIndex: 0, brokerIds: [0] }],
  };
  const all: [Api<unknown, unknown>, number, Body][] = [
    [Produce, 9, { acks: -1, topicData: [{ name: 't', partitionData: [produced] }] }],
    [Produce, 13, { acks: -1, topicData: [{ topicId, partitionData: [produced] }] }],
    [Fetch, 12, { maxBytes: 1e6, topics: [{ topic: 't', partitions: [fetched] }] }],
    [Fetch, 13, { maxBytes: 1e6, topics: [{ topicId, partitions: [fetched] }] }],
    [Fetch, 2, { topics: [{ topic: 't', partitions: [fetched] }] }],
    [ListOffsets, 9, { replicaId: -1, topics: [{ name: 't', partitions: [{ ...partition, timestamp: 0 }] }] }],
    [ListOffsets, 0, { replicaId: -1, topics: [{ name: 't', partitions: [{ ...partition, maxNumOffsets: 1 }] }] }],
    [Metadata, 9, { topics: [{ name: 't' }], allowAutoTopicCreation: false }],
    [Metadata, 9, { topics: [{ name: 'made' }], allowAutoTopicCreation: true }],
    [Metadata, 13, { topics: [{ topicId, name: null }] }],
    [OffsetCommit, 9, { groupId: 'g', topics: [{ name: 't', partitions: [commit] }] }],
    [OffsetCommit, 10, { groupId: 'g', topics: [{ topicId, partitions: [commit] }] }],
    [OffsetFetch, 9, { groups: [{ groupId: 'g', topics: [{ name: 't', partitionIndexes: [0] }] }] }],
    [OffsetFetch, 9, { groups: [{ groupId: 'g', topics: null }] }],
    [OffsetFetch, 7, { groupId: 'g', topics: [{ name: 't', partitionIndexes: [0] }] }],
    [FindCoordinator, 6, { keyType: 0, coordinatorKeys: ['g'] }],
    [JoinGroup, 9, join],
    [SyncGroup, 5, { groupId: 'g', memberId: 'm', protocolType: 'consumer', protocolName: 'range', assignments: [{ memberId: 'm', assignment: bytes }] }], // prettier-ignore
    [Heartbeat, 4, { groupId: 'g', memberId: 'm', groupInstanceId: 'i' }],
    [LeaveGroup, 5, { groupId: 'g', members: [{ memberId: 'm', groupInstanceId: 'i', reason: 'r' }] }],
    [SaslHandshake, 1, { mechanism: 'PLAIN' }],
    [ApiVersions, 4, { clientSoftwareName: 'a', clientSoftwareVersion: '1' }],
    [CreateTopics, 7, { topics: [created] }],
    [CreateTopics, 7, { topics: [assigned] }],
    [DeleteTopics, 6, { topics: [{ name: 'none' }] }],
    [DeleteTopics, 5, { topicNames: ['none'] }],
    [InitProducerId, 5, { transactionalId: 'x' }],
    [SaslAuthenticate, 2, { authBytes: bytes }],
  ];
  return all.map(([api, version, body]) => ({ api, version, body }));
}

/** Where a body can be made larger. */
export interface Growing {
  readonly path: readonly string[];
  readonly isArray: boolean;
}

/** Its arrays, texts and byte strings. */
export function growing(value: unknown, path: readonly string[] = []): Growing[] {
  if (path.at(-1) === 'topicId') return [];
  if (typeof value === 'string' || Buffer.isBuffer(value)) return [{ path, isArray: false }];
  if (Array.isArray(value)) return [{ path, isArray: true }, ...growing(value[0], [...path, '0'])];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => growing(field, [...path, name]));
}

/** The body with `n` elements, characters or bytes at the path; elements are all the same, or all different. */
export function grown(value: unknown, path: readonly string[], n: number, distinct: boolean): unknown {
  const [step, ...rest] = path;
  if (step !== undefined) {
    if (Array.isArray(value)) return value.map((element) => grown(element, rest, n, distinct));
    return { ...(value as Body), [step]: grown((value as Body)[step], rest, n, distinct) };
  }
  if (typeof value === 'string') return value.repeat(n).slice(0, n);
  if (Buffer.isBuffer(value)) return Buffer.alloc(n, value);
  const [element] = value as unknown[];
  return Array.from({ length: n }, (_, i) => (distinct ? numbered(element, i) : element));
}

function numbered(value: unknown, i: number, name = ''): unknown {
  if (typeof value === 'number') return /^$|index|partition$/i.test(name) ? value + i : value;
  if (typeof value === 'string') return name === 'topicId' ? idOf(i) : `${value}-${String(i)}`;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) return value.map((element) => numbered(element, i));
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, numbered(field, i, key)]));
}

function idOf(i: number): string {
  const bytes16 = Buffer.alloc(16, 1);
  bytes16.writeInt32BE(i, 12);
  return bytes16.toString('base64url');
}
