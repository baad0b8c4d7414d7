// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/consumer-group-current-member-assignment-key.ts

/**
 * Tells which member of a consumer group (KIP-848) a record is about. The key of records of type 8 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupCurrentMemberAssignmentKey: MessageType<ConsumerGroupCurrentMemberAssignmentKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupCurrentMemberAssignmentKey',
    [0, 0],
    Infinity,
    readConsumerGroupCurrentMemberAssignmentKey,
    writeConsumerGroupCurrentMemberAssignmentKey,
  );

/** Tells which member of a consumer group (KIP-848) a record is about. */
export interface ConsumerGroupCurrentMemberAssignmentKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readConsumerGroupCurrentMemberAssignmentKey(
  r: Reader,
  _version: number,
): ConsumerGroupCurrentMemberAssignmentKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeConsumerGroupCurrentMemberAssignmentKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupCurrentMemberAssignmentKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/consumer-group-current-member-assignment-value.ts

/**
 * What a member of a consumer group (KIP-848) has at present, on its way to the target assignment. The value of
 * records of type 8 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupCurrentMemberAssignmentValue: MessageType<ConsumerGroupCurrentMemberAssignmentValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupCurrentMemberAssignmentValue',
    [0, 0],
    0,
    readConsumerGroupCurrentMemberAssignmentValue,
    writeConsumerGroupCurrentMemberAssignmentValue,
  );

/** What a member of a consumer group (KIP-848) has at present, on its way to the target assignment. */
export interface ConsumerGroupCurrentMemberAssignmentValue {
  /** The epoch of the member. */
  memberEpoch: number;
  /** The epoch that the member had before, and may still send when an answer got lost. */
  previousMemberEpoch: number;
  /**
   * How far it is: 0 stable, 1 it has to give up partitions, 2 it waits for partitions that others have to give up;
   * 127 unknown.
   */
  state: number;
  /** The partitions that the member has, by topic. */
  assignedPartitions: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[];
  /** The partitions that the member has to give up, by topic. */
  partitionsPendingRevocation: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that the member has, by topic. */
export interface ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /**
   * Beside each partition, the epoch in which the member got it: commits with an older epoch are refused. Empty or
   * null when not kept.
   */
  assignmentEpochs: number[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  const m: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
    assignmentEpochs: [],
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentEpochs = r.nullableInt32Array(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupCurrentMemberAssignmentValueTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentEpochs, [])) {
    const at = w.beginTag(tags, 0);
    w.nullableInt32Array(or(m.assignmentEpochs, []), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

function readConsumerGroupCurrentMemberAssignmentValue(
  r: Reader,
  version: number,
): ConsumerGroupCurrentMemberAssignmentValue {
  const m: ConsumerGroupCurrentMemberAssignmentValue = {
    memberEpoch: r.int32(),
    previousMemberEpoch: r.int32(),
    state: r.int8(),
    assignedPartitions: r.array(true, readConsumerGroupCurrentMemberAssignmentValueTopicPartitions, version),
    partitionsPendingRevocation: r.array(true, readConsumerGroupCurrentMemberAssignmentValueTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupCurrentMemberAssignmentValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupCurrentMemberAssignmentValue>,
): void {
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.previousMemberEpoch, 0));
  w.int8(or(m.state, 0));
  w.array(or(m.assignedPartitions, []), true, writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions, version);
  w.array(
    or(m.partitionsPendingRevocation, []),
    true,
    writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions,
    version,
  );
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/consumer-group-member-metadata-key.ts

/**
 * Tells which member of a consumer group (KIP-848) a record is about. The key of records of type 5 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupMemberMetadataKey: MessageType<ConsumerGroupMemberMetadataKey> = /* @__PURE__ */ new Message(
  'ConsumerGroupMemberMetadataKey',
  [0, 0],
  Infinity,
  readConsumerGroupMemberMetadataKey,
  writeConsumerGroupMemberMetadataKey,
);

/** Tells which member of a consumer group (KIP-848) a record is about. */
export interface ConsumerGroupMemberMetadataKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readConsumerGroupMemberMetadataKey(r: Reader, _version: number): ConsumerGroupMemberMetadataKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeConsumerGroupMemberMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupMemberMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/consumer-group-member-metadata-value.ts

/**
 * What a member of a consumer group (KIP-848) told about itself. The value of records of type 5 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupMemberMetadataValue: MessageType<ConsumerGroupMemberMetadataValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupMemberMetadataValue',
    [0, 0],
    0,
    readConsumerGroupMemberMetadataValue,
    writeConsumerGroupMemberMetadataValue,
  );

/** What a member of a consumer group (KIP-848) told about itself. */
export interface ConsumerGroupMemberMetadataValue {
  /** The lasting name of a static member (group.instance.id); null for others. */
  instanceId: string | null;
  /** The rack the member is in; null when unknown. */
  rackId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /** The topics subscribed to by name. */
  subscribedTopicNames: string[];
  /** The topics subscribed to by a regular expression (RE2/J); null or empty for none. */
  subscribedTopicRegex: string | null;
  /** How long the member may take to give up what it shall no longer have, in ms; -1 when unknown. (default -1) */
  rebalanceTimeoutMs: number;
  /** The assignor that the coordinator should use; null for the broker's choice. */
  serverAssignor: string | null;
  /** What only a member of the classic protocol tells; null for a member of the new protocol. */
  classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What only a member of the classic protocol tells; null for a member of the new protocol. */
export interface ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  /** After how long without a heartbeat the member is taken out, in ms. */
  sessionTimeoutMs: number;
  /** The assignors that the member can work with, best first. */
  supportedProtocols: ConsumerGroupMemberMetadataValueClassicProtocol[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The assignors that the member can work with, best first. */
export interface ConsumerGroupMemberMetadataValueClassicProtocol {
  /** The name of the assignor. */
  name: string;
  /** What goes with it: a ConsumerProtocolSubscription. */
  metadata: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupMemberMetadataValueClassicProtocol(
  r: Reader,
  _version: number,
): ConsumerGroupMemberMetadataValueClassicProtocol {
  const m: ConsumerGroupMemberMetadataValueClassicProtocol = {
    name: r.string(true),
    metadata: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMemberMetadataValueClassicProtocol(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupMemberMetadataValueClassicProtocol>,
): void {
  w.string(or(m.name, ''), true);
  w.bytes(or(m.metadata, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultConsumerGroupMemberMetadataValueClassicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata =
  /* @__PURE__ */ Object.freeze({ sessionTimeoutMs: 0, supportedProtocols: [] });

function readConsumerGroupMemberMetadataValueClassicMemberMetadata(
  r: Reader,
  version: number,
): ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  const m: ConsumerGroupMemberMetadataValueClassicMemberMetadata = {
    sessionTimeoutMs: r.int32(),
    supportedProtocols: r.array(true, readConsumerGroupMemberMetadataValueClassicProtocol, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMemberMetadataValueClassicMemberMetadata(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupMemberMetadataValueClassicMemberMetadata>,
): void {
  w.int32(or(m.sessionTimeoutMs, 0));
  w.array(or(m.supportedProtocols, []), true, writeConsumerGroupMemberMetadataValueClassicProtocol, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupMemberMetadataValue(r: Reader, version: number): ConsumerGroupMemberMetadataValue {
  const m: ConsumerGroupMemberMetadataValue = {
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
    subscribedTopicRegex: r.nullableString(true),
    rebalanceTimeoutMs: r.int32(),
    serverAssignor: r.nullableString(true),
    classicMemberMetadata: defaultConsumerGroupMemberMetadataValueClassicMemberMetadata,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0)
      m.classicMemberMetadata = r.nullableTaggedStruct(
        readConsumerGroupMemberMetadataValueClassicMemberMetadata,
        version,
      );
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMemberMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupMemberMetadataValue>,
): void {
  w.nullableString(or(m.instanceId, ''), true);
  w.nullableString(or(m.rackId, ''), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  w.nullableString(or(m.subscribedTopicRegex, ''), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.nullableString(or(m.serverAssignor, ''), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.classicMemberMetadata, defaultConsumerGroupMemberMetadataValueClassicMemberMetadata)) {
    const at = w.beginTag(tags, 0);
    w.nullableTaggedStruct(
      or(m.classicMemberMetadata, defaultConsumerGroupMemberMetadataValueClassicMemberMetadata),
      writeConsumerGroupMemberMetadataValueClassicMemberMetadata,
      version,
    );
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/consumer-group-metadata-key.ts

/**
 * Tells which consumer group (KIP-848) a record is about. The key of records of type 3 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupMetadataKey: MessageType<ConsumerGroupMetadataKey> = /* @__PURE__ */ new Message(
  'ConsumerGroupMetadataKey',
  [0, 0],
  Infinity,
  readConsumerGroupMetadataKey,
  writeConsumerGroupMetadataKey,
);

/** Tells which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readConsumerGroupMetadataKey(r: Reader, _version: number): ConsumerGroupMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeConsumerGroupMetadataKey(w: Writer, _version: number, m: MessageInit<ConsumerGroupMetadataKey>): void {
  w.string(or(m.groupId, ''));
}

// From schema/consumer-group-metadata-value.ts

/**
 * The epoch of a consumer group (KIP-848). The value of records of type 3 in __consumer_offsets; an int16 with the
 * version stands before it.
 *
 * - v0: The first; metadataHash since Kafka 4.1 (KIP-1101).
 */
export const ConsumerGroupMetadataValue: MessageType<ConsumerGroupMetadataValue> = /* @__PURE__ */ new Message(
  'ConsumerGroupMetadataValue',
  [0, 0],
  0,
  readConsumerGroupMetadataValue,
  writeConsumerGroupMetadataValue,
);

/** The epoch of a consumer group (KIP-848). */
export interface ConsumerGroupMetadataValue {
  /** The epoch of the group; goes up when something changes for which the target assignment has to be made anew. */
  epoch: number;
  /**
   * A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not
   * computed.
   */
  metadataHash: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupMetadataValue(r: Reader, _version: number): ConsumerGroupMetadataValue {
  const m: ConsumerGroupMetadataValue = {
    epoch: r.int32(),
    metadataHash: 0n,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.metadataHash = r.int64();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMetadataValue(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupMetadataValue>,
): void {
  w.int32(or(m.epoch, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.metadataHash, 0n)) {
    const at = w.beginTag(tags, 0);
    w.int64(or(m.metadataHash, 0n));
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/consumer-group-partition-metadata-key.ts

/**
 * Tells which consumer group (KIP-848) a record is about. The key of records of type 4 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupPartitionMetadataKey: MessageType<ConsumerGroupPartitionMetadataKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupPartitionMetadataKey',
    [0, 0],
    Infinity,
    readConsumerGroupPartitionMetadataKey,
    writeConsumerGroupPartitionMetadataKey,
  );

/** Tells which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupPartitionMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readConsumerGroupPartitionMetadataKey(r: Reader, _version: number): ConsumerGroupPartitionMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeConsumerGroupPartitionMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}

// From schema/consumer-group-partition-metadata-value.ts

/**
 * The topics that a consumer group (KIP-848) subscribes to, as the coordinator last saw them. Kafka 4.1 put
 * metadataHash of ConsumerGroupMetadataValue in its place (KIP-1101). The value of records of type 4 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupPartitionMetadataValue: MessageType<ConsumerGroupPartitionMetadataValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupPartitionMetadataValue',
    [0, 0],
    0,
    readConsumerGroupPartitionMetadataValue,
    writeConsumerGroupPartitionMetadataValue,
  );

/**
 * The topics that a consumer group (KIP-848) subscribes to, as the coordinator last saw them. Kafka 4.1 put
 * metadataHash of ConsumerGroupMetadataValue in its place (KIP-1101).
 */
export interface ConsumerGroupPartitionMetadataValue {
  /** The topics. */
  topics: ConsumerGroupPartitionMetadataValueTopicMetadata[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics. */
export interface ConsumerGroupPartitionMetadataValueTopicMetadata {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** How many partitions the topic has. */
  numPartitions: number;
  /** In which racks the partitions are; empty when unknown. Not used after Kafka 4.0. */
  partitionMetadata: ConsumerGroupPartitionMetadataValuePartitionMetadata[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** In which racks the partitions are; empty when unknown. Not used after Kafka 4.0. */
export interface ConsumerGroupPartitionMetadataValuePartitionMetadata {
  /** The number of the partition. */
  partition: number;
  /** The racks of its replicas. */
  racks: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupPartitionMetadataValuePartitionMetadata(
  r: Reader,
  _version: number,
): ConsumerGroupPartitionMetadataValuePartitionMetadata {
  const m: ConsumerGroupPartitionMetadataValuePartitionMetadata = {
    partition: r.int32(),
    racks: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupPartitionMetadataValuePartitionMetadata(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataValuePartitionMetadata>,
): void {
  w.int32(or(m.partition, 0));
  w.stringArray(or(m.racks, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupPartitionMetadataValueTopicMetadata(
  r: Reader,
  version: number,
): ConsumerGroupPartitionMetadataValueTopicMetadata {
  const m: ConsumerGroupPartitionMetadataValueTopicMetadata = {
    topicId: r.uuid(),
    topicName: r.string(true),
    numPartitions: r.int32(),
    partitionMetadata: r.array(true, readConsumerGroupPartitionMetadataValuePartitionMetadata, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupPartitionMetadataValueTopicMetadata(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataValueTopicMetadata>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32(or(m.numPartitions, 0));
  w.array(or(m.partitionMetadata, []), true, writeConsumerGroupPartitionMetadataValuePartitionMetadata, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupPartitionMetadataValue(r: Reader, version: number): ConsumerGroupPartitionMetadataValue {
  const m: ConsumerGroupPartitionMetadataValue = {
    topics: r.array(true, readConsumerGroupPartitionMetadataValueTopicMetadata, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupPartitionMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataValue>,
): void {
  w.array(or(m.topics, []), true, writeConsumerGroupPartitionMetadataValueTopicMetadata, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/consumer-group-regular-expression-key.ts

/**
 * Tells which regular expression of which consumer group (KIP-848) a record is about. The key of records of type
 * 16 in __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupRegularExpressionKey: MessageType<ConsumerGroupRegularExpressionKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupRegularExpressionKey',
    [0, 0],
    Infinity,
    readConsumerGroupRegularExpressionKey,
    writeConsumerGroupRegularExpressionKey,
  );

/** Tells which regular expression of which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupRegularExpressionKey {
  /** The id of the group. */
  groupId: string;
  /** The regular expression (RE2/J). */
  regularExpression: string;
}

function readConsumerGroupRegularExpressionKey(r: Reader, _version: number): ConsumerGroupRegularExpressionKey {
  return {
    groupId: r.string(),
    regularExpression: r.string(),
  };
}

function writeConsumerGroupRegularExpressionKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupRegularExpressionKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.regularExpression, ''));
}

// From schema/consumer-group-regular-expression-value.ts

/**
 * The topics that match a regular expression which members of a consumer group (KIP-848) subscribe to. The value
 * of records of type 16 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupRegularExpressionValue: MessageType<ConsumerGroupRegularExpressionValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupRegularExpressionValue',
    [0, 0],
    0,
    readConsumerGroupRegularExpressionValue,
    writeConsumerGroupRegularExpressionValue,
  );

/** The topics that match a regular expression which members of a consumer group (KIP-848) subscribe to. */
export interface ConsumerGroupRegularExpressionValue {
  /** The names of the topics that match. */
  topics: string[];
  /** The version of the metadata of the cluster in which they were looked up. */
  version: bigint;
  /** When they were looked up, in ms since 1970. */
  timestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupRegularExpressionValue(r: Reader, _version: number): ConsumerGroupRegularExpressionValue {
  const m: ConsumerGroupRegularExpressionValue = {
    topics: r.stringArray(true),
    version: r.int64(),
    timestamp: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupRegularExpressionValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupRegularExpressionValue>,
): void {
  w.stringArray(or(m.topics, []), true);
  w.int64(or(m.version, 0n));
  w.int64(or(m.timestamp, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/consumer-group-target-assignment-member-key.ts

/**
 * Tells which member of a consumer group (KIP-848) a record is about. The key of records of type 7 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupTargetAssignmentMemberKey: MessageType<ConsumerGroupTargetAssignmentMemberKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMemberKey',
    [0, 0],
    Infinity,
    readConsumerGroupTargetAssignmentMemberKey,
    writeConsumerGroupTargetAssignmentMemberKey,
  );

/** Tells which member of a consumer group (KIP-848) a record is about. */
export interface ConsumerGroupTargetAssignmentMemberKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readConsumerGroupTargetAssignmentMemberKey(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMemberKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeConsumerGroupTargetAssignmentMemberKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMemberKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/consumer-group-target-assignment-member-value.ts

/**
 * What a member of a consumer group (KIP-848) shall have in the end: its part of the target assignment. The value
 * of records of type 7 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupTargetAssignmentMemberValue: MessageType<ConsumerGroupTargetAssignmentMemberValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMemberValue',
    [0, 0],
    0,
    readConsumerGroupTargetAssignmentMemberValue,
    writeConsumerGroupTargetAssignmentMemberValue,
  );

/** What a member of a consumer group (KIP-848) shall have in the end: its part of the target assignment. */
export interface ConsumerGroupTargetAssignmentMemberValue {
  /** The partitions, by topic. */
  topicPartitions: ConsumerGroupTargetAssignmentMemberValueTopicPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupTargetAssignmentMemberValueTopicPartition(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  const m: ConsumerGroupTargetAssignmentMemberValueTopicPartition = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupTargetAssignmentMemberValueTopicPartition(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMemberValueTopicPartition>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupTargetAssignmentMemberValue(
  r: Reader,
  version: number,
): ConsumerGroupTargetAssignmentMemberValue {
  const m: ConsumerGroupTargetAssignmentMemberValue = {
    topicPartitions: r.array(true, readConsumerGroupTargetAssignmentMemberValueTopicPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupTargetAssignmentMemberValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMemberValue>,
): void {
  w.array(or(m.topicPartitions, []), true, writeConsumerGroupTargetAssignmentMemberValueTopicPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/consumer-group-target-assignment-metadata-key.ts

/**
 * Tells which consumer group (KIP-848) a record is about. The key of records of type 6 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupTargetAssignmentMetadataKey: MessageType<ConsumerGroupTargetAssignmentMetadataKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMetadataKey',
    [0, 0],
    Infinity,
    readConsumerGroupTargetAssignmentMetadataKey,
    writeConsumerGroupTargetAssignmentMetadataKey,
  );

/** Tells which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupTargetAssignmentMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readConsumerGroupTargetAssignmentMetadataKey(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeConsumerGroupTargetAssignmentMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}

// From schema/consumer-group-target-assignment-metadata-value.ts

/**
 * For which epoch, and when, the target assignment of a consumer group (KIP-848) was made: what its members shall
 * have in the end. The value of records of type 6 in __consumer_offsets; an int16 with the version stands before
 * it.
 *
 * - v0: The first; assignmentTimestamp since Kafka 4.3 (KIP-1263).
 */
export const ConsumerGroupTargetAssignmentMetadataValue: MessageType<ConsumerGroupTargetAssignmentMetadataValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMetadataValue',
    [0, 0],
    0,
    readConsumerGroupTargetAssignmentMetadataValue,
    writeConsumerGroupTargetAssignmentMetadataValue,
  );

/**
 * For which epoch, and when, the target assignment of a consumer group (KIP-848) was made: what its members shall
 * have in the end.
 */
export interface ConsumerGroupTargetAssignmentMetadataValue {
  /** The epoch of the group for which it was made. */
  assignmentEpoch: number;
  /** When it was made, in ms since 1970; 0 when unknown. */
  assignmentTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupTargetAssignmentMetadataValue(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMetadataValue {
  const m: ConsumerGroupTargetAssignmentMetadataValue = {
    assignmentEpoch: r.int32(),
    assignmentTimestamp: 0n,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentTimestamp = r.int64();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupTargetAssignmentMetadataValue(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMetadataValue>,
): void {
  w.int32(or(m.assignmentEpoch, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentTimestamp, 0n)) {
    const at = w.beginTag(tags, 0);
    w.int64(or(m.assignmentTimestamp, 0n));
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/group-metadata-key.ts

/**
 * Tells which classic group a record holds. The key of records of type 2 in __consumer_offsets; an int16 with that
 * number stands before it.
 *
 * - v0: The first.
 */
export const GroupMetadataKey: MessageType<GroupMetadataKey> = /* @__PURE__ */ new Message(
  'GroupMetadataKey',
  [0, 0],
  Infinity,
  readGroupMetadataKey,
  writeGroupMetadataKey,
);

/** Tells which classic group a record holds. */
export interface GroupMetadataKey {
  /** The id of the group. */
  group: string;
}

function readGroupMetadataKey(r: Reader, _version: number): GroupMetadataKey {
  return {
    group: r.string(),
  };
}

function writeGroupMetadataKey(w: Writer, _version: number, m: MessageInit<GroupMetadataKey>): void {
  w.string(or(m.group, ''));
}

// From schema/group-metadata-value.ts

/**
 * A classic group: its generation, and its members with their assignments. The value of records of type 2 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 * - v1: rebalanceTimeout (KIP-62).
 * - v2: currentStateTimestamp (KIP-211).
 * - v3: groupInstanceId (KIP-345).
 * - v4: Flexible, so that new fields can come as tagged ones, which older brokers skip (KIP-915). Kafka 4.4 still writes version 3.
 */
export const GroupMetadataValue: MessageType<GroupMetadataValue> = /* @__PURE__ */ new Message(
  'GroupMetadataValue',
  [0, 4],
  4,
  readGroupMetadataValue,
  writeGroupMetadataValue,
);

/** A classic group: its generation, and its members with their assignments. */
export interface GroupMetadataValue {
  /** What kind of group it is: "consumer" for consumers. */
  protocolType: string;
  /** The generation of the group; goes up with each rebalance. */
  generation: number;
  /** The protocol (for consumers, the assignor) of the group; null while it has none. */
  protocol: string | null;
  /** The id of the member that makes the assignment; null while there is none. */
  leader: string | null;
  /** Since when the group has been in its present state, in ms since 1970; -1 when unknown. (since v2, default -1) */
  currentStateTimestamp: bigint;
  /** The members. */
  members: GroupMetadataValueMemberMetadata[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface GroupMetadataValueMemberMetadata {
  /** The id of the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v3, default null) */
  groupInstanceId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /**
   * How long the member may take to join again in a rebalance, in ms; -1 (v0) for the session timeout. (since v1,
   * default -1)
   */
  rebalanceTimeout: number;
  /** After how long without a heartbeat the member is taken out, in ms. */
  sessionTimeout: number;
  /** What the member told when it joined: for consumers, a ConsumerProtocolSubscription. */
  subscription: Buffer;
  /** What the member shall do: for consumers, a ConsumerProtocolAssignment. */
  assignment: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readGroupMetadataValueMemberMetadata(r: Reader, version: number): GroupMetadataValueMemberMetadata {
  const flexible = version >= 4;
  const m: GroupMetadataValueMemberMetadata = {
    memberId: r.string(flexible),
    groupInstanceId: version >= 3 ? r.nullableString(flexible) : null,
    clientId: r.string(flexible),
    clientHost: r.string(flexible),
    rebalanceTimeout: version >= 1 ? r.int32() : -1,
    sessionTimeout: r.int32(),
    subscription: r.bytes(flexible),
    assignment: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGroupMetadataValueMemberMetadata(
  w: Writer,
  version: number,
  m: MessageInit<GroupMetadataValueMemberMetadata>,
): void {
  const flexible = version >= 4;
  w.string(or(m.memberId, ''), flexible);
  if (version >= 3) w.nullableString(or(m.groupInstanceId, null), flexible);
  w.string(or(m.clientId, ''), flexible);
  w.string(or(m.clientHost, ''), flexible);
  if (version >= 1) w.int32(or(m.rebalanceTimeout, -1));
  w.int32(or(m.sessionTimeout, 0));
  w.bytes(or(m.subscription, NO_BYTES), flexible);
  w.bytes(or(m.assignment, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readGroupMetadataValue(r: Reader, version: number): GroupMetadataValue {
  const flexible = version >= 4;
  const m: GroupMetadataValue = {
    protocolType: r.string(flexible),
    generation: r.int32(),
    protocol: r.nullableString(flexible),
    leader: r.nullableString(flexible),
    currentStateTimestamp: version >= 2 ? r.int64() : -1n,
    members: r.array(flexible, readGroupMetadataValueMemberMetadata, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGroupMetadataValue(w: Writer, version: number, m: MessageInit<GroupMetadataValue>): void {
  const flexible = version >= 4;
  w.string(or(m.protocolType, ''), flexible);
  w.int32(or(m.generation, 0));
  w.nullableString(or(m.protocol, ''), flexible);
  w.nullableString(or(m.leader, ''), flexible);
  if (version >= 2) w.int64(or(m.currentStateTimestamp, -1n));
  w.array(or(m.members, []), flexible, writeGroupMetadataValueMemberMetadata, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/legacy-offset-commit-key.ts

/**
 * Tells which committed offset a record holds, as the first brokers that stored offsets wrote it. The key of
 * records of type 0 in __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const LegacyOffsetCommitKey: MessageType<LegacyOffsetCommitKey> = /* @__PURE__ */ new Message(
  'LegacyOffsetCommitKey',
  [0, 0],
  Infinity,
  readLegacyOffsetCommitKey,
  writeLegacyOffsetCommitKey,
);

/** Tells which committed offset a record holds, as the first brokers that stored offsets wrote it. */
export interface LegacyOffsetCommitKey {
  /** The id of the group. */
  group: string;
  /** The name of the topic. */
  topic: string;
  /** The number of the partition. */
  partition: number;
}

function readLegacyOffsetCommitKey(r: Reader, _version: number): LegacyOffsetCommitKey {
  return {
    group: r.string(),
    topic: r.string(),
    partition: r.int32(),
  };
}

function writeLegacyOffsetCommitKey(w: Writer, _version: number, m: MessageInit<LegacyOffsetCommitKey>): void {
  w.string(or(m.group, ''));
  w.string(or(m.topic, ''));
  w.int32(or(m.partition, 0));
}

// From schema/legacy-offset-commit-value.ts

/**
 * A committed offset, as the first brokers that stored offsets wrote it: like version 0 of OffsetCommitValue. The
 * value of records of type 0 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const LegacyOffsetCommitValue: MessageType<LegacyOffsetCommitValue> = /* @__PURE__ */ new Message(
  'LegacyOffsetCommitValue',
  [0, 0],
  Infinity,
  readLegacyOffsetCommitValue,
  writeLegacyOffsetCommitValue,
);

/** A committed offset, as the first brokers that stored offsets wrote it: like version 0 of OffsetCommitValue. */
export interface LegacyOffsetCommitValue {
  /** The offset of the next record to consume. */
  offset: bigint;
  /** Any text that the client keeps beside the offset. */
  metadata: string;
  /** When it was committed, in ms since 1970. */
  commitTimestamp: bigint;
}

function readLegacyOffsetCommitValue(r: Reader, _version: number): LegacyOffsetCommitValue {
  return {
    offset: r.int64(),
    metadata: r.string(),
    commitTimestamp: r.int64(),
  };
}

function writeLegacyOffsetCommitValue(w: Writer, _version: number, m: MessageInit<LegacyOffsetCommitValue>): void {
  w.int64(or(m.offset, 0n));
  w.string(or(m.metadata, ''));
  w.int64(or(m.commitTimestamp, 0n));
}

// From schema/offset-commit-key.ts

/**
 * Tells which committed offset a record holds: whose, and for which partition. The key of records of type 1 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const OffsetCommitKey: MessageType<OffsetCommitKey> = /* @__PURE__ */ new Message(
  'OffsetCommitKey',
  [0, 0],
  Infinity,
  readOffsetCommitKey,
  writeOffsetCommitKey,
);

/** Tells which committed offset a record holds: whose, and for which partition. */
export interface OffsetCommitKey {
  /** The id of the group. */
  group: string;
  /** The name of the topic. */
  topic: string;
  /** The number of the partition. */
  partition: number;
}

function readOffsetCommitKey(r: Reader, _version: number): OffsetCommitKey {
  return {
    group: r.string(),
    topic: r.string(),
    partition: r.int32(),
  };
}

function writeOffsetCommitKey(w: Writer, _version: number, m: MessageInit<OffsetCommitKey>): void {
  w.string(or(m.group, ''));
  w.string(or(m.topic, ''));
  w.int32(or(m.partition, 0));
}

// From schema/offset-commit-value.ts

/**
 * A committed offset. The value of records of type 1 in __consumer_offsets; an int16 with the version stands
 * before it.
 *
 * - v0: The first.
 * - v1: expireTimestamp. Still written when a client says how long to keep the offset.
 * - v2: Without expireTimestamp: offsets are kept while the group is in use (KIP-211).
 * - v3: leaderEpoch (KIP-320).
 * - v4: Flexible, so that new fields can come as tagged ones, which older brokers skip (KIP-915); topicId later came so.
 */
export const OffsetCommitValue: MessageType<OffsetCommitValue> = /* @__PURE__ */ new Message(
  'OffsetCommitValue',
  [0, 4],
  4,
  readOffsetCommitValue,
  writeOffsetCommitValue,
);

/** A committed offset. */
export interface OffsetCommitValue {
  /** The offset of the next record to consume. */
  offset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v3, default -1) */
  leaderEpoch: number;
  /** Any text that the client keeps beside the offset. */
  metadata: string;
  /** When it was committed, in ms since 1970. */
  commitTimestamp: bigint;
  /**
   * When the offset may be dropped, in ms since 1970; -1 when the settings of the broker decide. (v1 only, default
   * -1)
   */
  expireTimestamp: bigint;
  /** The id of the topic; zero when unknown. (since v4) */
  topicId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetCommitValue(r: Reader, version: number): OffsetCommitValue {
  const flexible = version >= 4;
  const m: OffsetCommitValue = {
    offset: r.int64(),
    leaderEpoch: version >= 3 ? r.int32() : -1,
    metadata: r.string(flexible),
    commitTimestamp: r.int64(),
    expireTimestamp: version === 1 ? r.int64() : -1n,
    topicId: ZERO_UUID,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.topicId = r.uuid();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeOffsetCommitValue(w: Writer, version: number, m: MessageInit<OffsetCommitValue>): void {
  const flexible = version >= 4;
  w.int64(or(m.offset, 0n));
  if (version >= 3) w.int32(or(m.leaderEpoch, -1));
  w.string(or(m.metadata, ''), flexible);
  w.int64(or(m.commitTimestamp, 0n));
  if (version === 1) w.int64(or(m.expireTimestamp, -1n));
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.topicId, ZERO_UUID)) {
      const at = w.beginTag(tags, 0);
      w.uuid(or(m.topicId, ZERO_UUID));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

// From schema/share-group-current-member-assignment-key.ts

/**
 * Tells which member of a share group (KIP-932) a record is about. The key of records of type 14 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupCurrentMemberAssignmentKey: MessageType<ShareGroupCurrentMemberAssignmentKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupCurrentMemberAssignmentKey',
    [0, 0],
    Infinity,
    readShareGroupCurrentMemberAssignmentKey,
    writeShareGroupCurrentMemberAssignmentKey,
  );

/** Tells which member of a share group (KIP-932) a record is about. */
export interface ShareGroupCurrentMemberAssignmentKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readShareGroupCurrentMemberAssignmentKey(r: Reader, _version: number): ShareGroupCurrentMemberAssignmentKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeShareGroupCurrentMemberAssignmentKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupCurrentMemberAssignmentKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/share-group-current-member-assignment-value.ts

/**
 * What a member of a share group (KIP-932) has at present, on its way to the target assignment. The value of
 * records of type 14 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupCurrentMemberAssignmentValue: MessageType<ShareGroupCurrentMemberAssignmentValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupCurrentMemberAssignmentValue',
    [0, 0],
    0,
    readShareGroupCurrentMemberAssignmentValue,
    writeShareGroupCurrentMemberAssignmentValue,
  );

/** What a member of a share group (KIP-932) has at present, on its way to the target assignment. */
export interface ShareGroupCurrentMemberAssignmentValue {
  /** The epoch of the member. */
  memberEpoch: number;
  /** The epoch that the member had before, and may still send when an answer got lost. */
  previousMemberEpoch: number;
  /** How far it is, as in ConsumerGroupCurrentMemberAssignmentValue: 0 (stable). */
  state: number;
  /** The partitions that the member has, by topic. */
  assignedPartitions: ShareGroupCurrentMemberAssignmentValueTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that the member has, by topic. */
export interface ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupCurrentMemberAssignmentValueTopicPartitions(
  r: Reader,
  _version: number,
): ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  const m: ShareGroupCurrentMemberAssignmentValueTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupCurrentMemberAssignmentValueTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupCurrentMemberAssignmentValueTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupCurrentMemberAssignmentValue(
  r: Reader,
  version: number,
): ShareGroupCurrentMemberAssignmentValue {
  const m: ShareGroupCurrentMemberAssignmentValue = {
    memberEpoch: r.int32(),
    previousMemberEpoch: r.int32(),
    state: r.int8(),
    assignedPartitions: r.array(true, readShareGroupCurrentMemberAssignmentValueTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupCurrentMemberAssignmentValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupCurrentMemberAssignmentValue>,
): void {
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.previousMemberEpoch, 0));
  w.int8(or(m.state, 0));
  w.array(or(m.assignedPartitions, []), true, writeShareGroupCurrentMemberAssignmentValueTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/share-group-member-metadata-key.ts

/**
 * Tells which member of a share group (KIP-932) a record is about. The key of records of type 10 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMemberMetadataKey: MessageType<ShareGroupMemberMetadataKey> = /* @__PURE__ */ new Message(
  'ShareGroupMemberMetadataKey',
  [0, 0],
  Infinity,
  readShareGroupMemberMetadataKey,
  writeShareGroupMemberMetadataKey,
);

/** Tells which member of a share group (KIP-932) a record is about. */
export interface ShareGroupMemberMetadataKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readShareGroupMemberMetadataKey(r: Reader, _version: number): ShareGroupMemberMetadataKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeShareGroupMemberMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupMemberMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/share-group-member-metadata-value.ts

/**
 * What a member of a share group (KIP-932) told about itself. The value of records of type 10 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMemberMetadataValue: MessageType<ShareGroupMemberMetadataValue> = /* @__PURE__ */ new Message(
  'ShareGroupMemberMetadataValue',
  [0, 0],
  0,
  readShareGroupMemberMetadataValue,
  writeShareGroupMemberMetadataValue,
);

/** What a member of a share group (KIP-932) told about itself. */
export interface ShareGroupMemberMetadataValue {
  /** The rack the member is in; null when unknown. */
  rackId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /** The topics subscribed to by name. */
  subscribedTopicNames: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupMemberMetadataValue(r: Reader, _version: number): ShareGroupMemberMetadataValue {
  const m: ShareGroupMemberMetadataValue = {
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupMemberMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupMemberMetadataValue>,
): void {
  w.nullableString(or(m.rackId, ''), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/share-group-metadata-key.ts

/**
 * Tells which share group (KIP-932) a record is about. The key of records of type 11 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMetadataKey: MessageType<ShareGroupMetadataKey> = /* @__PURE__ */ new Message(
  'ShareGroupMetadataKey',
  [0, 0],
  Infinity,
  readShareGroupMetadataKey,
  writeShareGroupMetadataKey,
);

/** Tells which share group (KIP-932) a record is about. */
export interface ShareGroupMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readShareGroupMetadataKey(r: Reader, _version: number): ShareGroupMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeShareGroupMetadataKey(w: Writer, _version: number, m: MessageInit<ShareGroupMetadataKey>): void {
  w.string(or(m.groupId, ''));
}

// From schema/share-group-metadata-value.ts

/**
 * The epoch of a share group (KIP-932). The value of records of type 11 in __consumer_offsets; an int16 with the
 * version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMetadataValue: MessageType<ShareGroupMetadataValue> = /* @__PURE__ */ new Message(
  'ShareGroupMetadataValue',
  [0, 0],
  0,
  readShareGroupMetadataValue,
  writeShareGroupMetadataValue,
);

/** The epoch of a share group (KIP-932). */
export interface ShareGroupMetadataValue {
  /** The epoch of the group; goes up when something changes for which the target assignment has to be made anew. */
  epoch: number;
  /**
   * A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not
   * computed.
   */
  metadataHash: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupMetadataValue(r: Reader, _version: number): ShareGroupMetadataValue {
  const m: ShareGroupMetadataValue = {
    epoch: r.int32(),
    metadataHash: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupMetadataValue(w: Writer, version: number, m: MessageInit<ShareGroupMetadataValue>): void {
  w.int32(or(m.epoch, 0));
  w.int64(or(m.metadataHash, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/share-group-state-partition-metadata-key.ts

/**
 * Tells which share group (KIP-932) a record is about. The key of records of type 15 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupStatePartitionMetadataKey: MessageType<ShareGroupStatePartitionMetadataKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupStatePartitionMetadataKey',
    [0, 0],
    Infinity,
    readShareGroupStatePartitionMetadataKey,
    writeShareGroupStatePartitionMetadataKey,
  );

/** Tells which share group (KIP-932) a record is about. */
export interface ShareGroupStatePartitionMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readShareGroupStatePartitionMetadataKey(r: Reader, _version: number): ShareGroupStatePartitionMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeShareGroupStatePartitionMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}

// From schema/share-group-state-partition-metadata-value.ts

/**
 * The topics for which share coordinators keep the state of a share group (KIP-932). The value of records of type
 * 15 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupStatePartitionMetadataValue: MessageType<ShareGroupStatePartitionMetadataValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupStatePartitionMetadataValue',
    [0, 0],
    0,
    readShareGroupStatePartitionMetadataValue,
    writeShareGroupStatePartitionMetadataValue,
  );

/** The topics for which share coordinators keep the state of a share group (KIP-932). */
export interface ShareGroupStatePartitionMetadataValue {
  /** The partitions whose state is being created, by topic. */
  initializingTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[];
  /** The partitions that have a state, by topic. */
  initializedTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[];
  /** The topics whose state is being deleted. */
  deletingTopics: ShareGroupStatePartitionMetadataValueTopicInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions whose state is being created, by topic. */
export interface ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics whose state is being deleted. */
export interface ShareGroupStatePartitionMetadataValueTopicInfo {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(
  r: Reader,
  _version: number,
): ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  const m: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo = {
    topicId: r.uuid(),
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataValueTopicPartitionsInfo>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupStatePartitionMetadataValueTopicInfo(
  r: Reader,
  _version: number,
): ShareGroupStatePartitionMetadataValueTopicInfo {
  const m: ShareGroupStatePartitionMetadataValueTopicInfo = {
    topicId: r.uuid(),
    topicName: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupStatePartitionMetadataValueTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataValueTopicInfo>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupStatePartitionMetadataValue(r: Reader, version: number): ShareGroupStatePartitionMetadataValue {
  const m: ShareGroupStatePartitionMetadataValue = {
    initializingTopics: r.array(true, readShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version),
    initializedTopics: r.array(true, readShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version),
    deletingTopics: r.array(true, readShareGroupStatePartitionMetadataValueTopicInfo, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupStatePartitionMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataValue>,
): void {
  w.array(or(m.initializingTopics, []), true, writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version);
  w.array(or(m.initializedTopics, []), true, writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version);
  w.array(or(m.deletingTopics, []), true, writeShareGroupStatePartitionMetadataValueTopicInfo, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/share-group-target-assignment-member-key.ts

/**
 * Tells which member of a share group (KIP-932) a record is about. The key of records of type 13 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupTargetAssignmentMemberKey: MessageType<ShareGroupTargetAssignmentMemberKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMemberKey',
    [0, 0],
    Infinity,
    readShareGroupTargetAssignmentMemberKey,
    writeShareGroupTargetAssignmentMemberKey,
  );

/** Tells which member of a share group (KIP-932) a record is about. */
export interface ShareGroupTargetAssignmentMemberKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readShareGroupTargetAssignmentMemberKey(r: Reader, _version: number): ShareGroupTargetAssignmentMemberKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeShareGroupTargetAssignmentMemberKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupTargetAssignmentMemberKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/share-group-target-assignment-member-value.ts

/**
 * What a member of a share group (KIP-932) shall have in the end: its part of the target assignment. The value of
 * records of type 13 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupTargetAssignmentMemberValue: MessageType<ShareGroupTargetAssignmentMemberValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMemberValue',
    [0, 0],
    0,
    readShareGroupTargetAssignmentMemberValue,
    writeShareGroupTargetAssignmentMemberValue,
  );

/** What a member of a share group (KIP-932) shall have in the end: its part of the target assignment. */
export interface ShareGroupTargetAssignmentMemberValue {
  /** The partitions, by topic. */
  topicPartitions: ShareGroupTargetAssignmentMemberValueTopicPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ShareGroupTargetAssignmentMemberValueTopicPartition {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupTargetAssignmentMemberValueTopicPartition(
  r: Reader,
  _version: number,
): ShareGroupTargetAssignmentMemberValueTopicPartition {
  const m: ShareGroupTargetAssignmentMemberValueTopicPartition = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupTargetAssignmentMemberValueTopicPartition(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupTargetAssignmentMemberValueTopicPartition>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupTargetAssignmentMemberValue(r: Reader, version: number): ShareGroupTargetAssignmentMemberValue {
  const m: ShareGroupTargetAssignmentMemberValue = {
    topicPartitions: r.array(true, readShareGroupTargetAssignmentMemberValueTopicPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupTargetAssignmentMemberValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupTargetAssignmentMemberValue>,
): void {
  w.array(or(m.topicPartitions, []), true, writeShareGroupTargetAssignmentMemberValueTopicPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/share-group-target-assignment-metadata-key.ts

/**
 * Tells which share group (KIP-932) a record is about. The key of records of type 12 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupTargetAssignmentMetadataKey: MessageType<ShareGroupTargetAssignmentMetadataKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMetadataKey',
    [0, 0],
    Infinity,
    readShareGroupTargetAssignmentMetadataKey,
    writeShareGroupTargetAssignmentMetadataKey,
  );

/** Tells which share group (KIP-932) a record is about. */
export interface ShareGroupTargetAssignmentMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readShareGroupTargetAssignmentMetadataKey(r: Reader, _version: number): ShareGroupTargetAssignmentMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeShareGroupTargetAssignmentMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupTargetAssignmentMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}

// From schema/share-group-target-assignment-metadata-value.ts

/**
 * For which epoch, and when, the target assignment of a share group (KIP-932) was made: what its members shall
 * have in the end. The value of records of type 12 in __consumer_offsets; an int16 with the version stands before
 * it.
 *
 * - v0: The first; assignmentTimestamp since Kafka 4.3 (KIP-1263).
 */
export const ShareGroupTargetAssignmentMetadataValue: MessageType<ShareGroupTargetAssignmentMetadataValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMetadataValue',
    [0, 0],
    0,
    readShareGroupTargetAssignmentMetadataValue,
    writeShareGroupTargetAssignmentMetadataValue,
  );

/**
 * For which epoch, and when, the target assignment of a share group (KIP-932) was made: what its members shall
 * have in the end.
 */
export interface ShareGroupTargetAssignmentMetadataValue {
  /** The epoch of the group for which it was made. */
  assignmentEpoch: number;
  /** When it was made, in ms since 1970; 0 when unknown. */
  assignmentTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupTargetAssignmentMetadataValue(
  r: Reader,
  _version: number,
): ShareGroupTargetAssignmentMetadataValue {
  const m: ShareGroupTargetAssignmentMetadataValue = {
    assignmentEpoch: r.int32(),
    assignmentTimestamp: 0n,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentTimestamp = r.int64();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupTargetAssignmentMetadataValue(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupTargetAssignmentMetadataValue>,
): void {
  w.int32(or(m.assignmentEpoch, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentTimestamp, 0n)) {
    const at = w.beginTag(tags, 0);
    w.int64(or(m.assignmentTimestamp, 0n));
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/streams-group-current-member-assignment-key.ts

/**
 * Tells which member of a group of Kafka Streams (KIP-1071) a record is about. The key of records of type 22 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupCurrentMemberAssignmentKey: MessageType<StreamsGroupCurrentMemberAssignmentKey> =
  /* @__PURE__ */ new Message(
    'StreamsGroupCurrentMemberAssignmentKey',
    [0, 0],
    Infinity,
    readStreamsGroupCurrentMemberAssignmentKey,
    writeStreamsGroupCurrentMemberAssignmentKey,
  );

/** Tells which member of a group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupCurrentMemberAssignmentKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readStreamsGroupCurrentMemberAssignmentKey(
  r: Reader,
  _version: number,
): StreamsGroupCurrentMemberAssignmentKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeStreamsGroupCurrentMemberAssignmentKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupCurrentMemberAssignmentKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/streams-group-current-member-assignment-value.ts

/**
 * What a member of a group of Kafka Streams (KIP-1071) has at present, on its way to the target assignment. The
 * value of records of type 22 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupCurrentMemberAssignmentValue: MessageType<StreamsGroupCurrentMemberAssignmentValue> =
  /* @__PURE__ */ new Message(
    'StreamsGroupCurrentMemberAssignmentValue',
    [0, 0],
    0,
    readStreamsGroupCurrentMemberAssignmentValue,
    writeStreamsGroupCurrentMemberAssignmentValue,
  );

/** What a member of a group of Kafka Streams (KIP-1071) has at present, on its way to the target assignment. */
export interface StreamsGroupCurrentMemberAssignmentValue {
  /** The epoch of the member. */
  memberEpoch: number;
  /** The epoch that the member had before, and may still send when an answer got lost. */
  previousMemberEpoch: number;
  /**
   * How far it is: 1 stable, 2 it has to give up tasks, 3 it waits for tasks that others have to give up; 127
   * unknown.
   */
  state: number;
  /** The active tasks that the member has. */
  activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The standby tasks that the member has. */
  standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The warm-up tasks that the member has. */
  warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The active tasks that the member has to give up. */
  activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The standby tasks that the member has to give up. */
  standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The warm-up tasks that the member has to give up. */
  warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member has. */
export interface StreamsGroupCurrentMemberAssignmentValueTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /**
   * Beside each active task, the epoch in which the member got it: commits with an older epoch are refused. Empty or
   * null when not kept, and for other tasks.
   */
  assignmentEpochs: number[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupCurrentMemberAssignmentValueTaskIds(
  r: Reader,
  _version: number,
): StreamsGroupCurrentMemberAssignmentValueTaskIds {
  const m: StreamsGroupCurrentMemberAssignmentValueTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
    assignmentEpochs: [],
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentEpochs = r.nullableInt32Array(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupCurrentMemberAssignmentValueTaskIds(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupCurrentMemberAssignmentValueTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentEpochs, [])) {
    const at = w.beginTag(tags, 0);
    w.nullableInt32Array(or(m.assignmentEpochs, []), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

function readStreamsGroupCurrentMemberAssignmentValue(
  r: Reader,
  version: number,
): StreamsGroupCurrentMemberAssignmentValue {
  const m: StreamsGroupCurrentMemberAssignmentValue = {
    memberEpoch: r.int32(),
    previousMemberEpoch: r.int32(),
    state: r.int8(),
    activeTasks: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    standbyTasks: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    warmupTasks: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    activeTasksPendingRevocation: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    standbyTasksPendingRevocation: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    warmupTasksPendingRevocation: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupCurrentMemberAssignmentValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupCurrentMemberAssignmentValue>,
): void {
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.previousMemberEpoch, 0));
  w.int8(or(m.state, 0));
  w.array(or(m.activeTasks, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.standbyTasks, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.warmupTasks, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.activeTasksPendingRevocation, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.standbyTasksPendingRevocation, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.warmupTasksPendingRevocation, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/streams-group-member-metadata-key.ts

/**
 * Tells which member of a group of Kafka Streams (KIP-1071) a record is about. The key of records of type 19 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMemberMetadataKey: MessageType<StreamsGroupMemberMetadataKey> = /* @__PURE__ */ new Message(
  'StreamsGroupMemberMetadataKey',
  [0, 0],
  Infinity,
  readStreamsGroupMemberMetadataKey,
  writeStreamsGroupMemberMetadataKey,
);

/** Tells which member of a group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupMemberMetadataKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readStreamsGroupMemberMetadataKey(r: Reader, _version: number): StreamsGroupMemberMetadataKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeStreamsGroupMemberMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupMemberMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/streams-group-member-metadata-value.ts

/**
 * What a member of a group of Kafka Streams (KIP-1071) told about itself. The value of records of type 19 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMemberMetadataValue: MessageType<StreamsGroupMemberMetadataValue> =
  /* @__PURE__ */ new Message(
    'StreamsGroupMemberMetadataValue',
    [0, 0],
    0,
    readStreamsGroupMemberMetadataValue,
    writeStreamsGroupMemberMetadataValue,
  );

/** What a member of a group of Kafka Streams (KIP-1071) told about itself. */
export interface StreamsGroupMemberMetadataValue {
  /** The lasting name of a static member (group.instance.id); null for others. */
  instanceId: string | null;
  /** The rack the member is in; null when unknown. */
  rackId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /** How long the member may take to give up what it shall no longer have, in ms; -1 when unknown. (default -1) */
  rebalanceTimeoutMs: number;
  /** The epoch of the topology that the member has. */
  topologyEpoch: number;
  /** Tells the instances of the application apart; those of one process have the same. */
  processId: string;
  /** Where the application answers queries (application.server); null for nowhere. (default null) */
  userEndpoint: StreamsGroupMemberMetadataValueEndpoint | null;
  /** The tags of the instance (client.tag.*), by which standby tasks are kept apart from active ones. */
  clientTags: StreamsGroupMemberMetadataValueKeyValue[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application answers queries (application.server); null for nowhere. */
export interface StreamsGroupMemberMetadataValueEndpoint {
  /** A host name or an address. */
  host: string;
  /** The port. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The tags of the instance (client.tag.*), by which standby tasks are kept apart from active ones. */
export interface StreamsGroupMemberMetadataValueKeyValue {
  /** The name of the tag. */
  key: string;
  /** Its value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupMemberMetadataValueEndpoint(
  r: Reader,
  _version: number,
): StreamsGroupMemberMetadataValueEndpoint {
  const m: StreamsGroupMemberMetadataValueEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMemberMetadataValueEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupMemberMetadataValueEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupMemberMetadataValueKeyValue(
  r: Reader,
  _version: number,
): StreamsGroupMemberMetadataValueKeyValue {
  const m: StreamsGroupMemberMetadataValueKeyValue = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMemberMetadataValueKeyValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupMemberMetadataValueKeyValue>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupMemberMetadataValue(r: Reader, version: number): StreamsGroupMemberMetadataValue {
  const m: StreamsGroupMemberMetadataValue = {
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    rebalanceTimeoutMs: r.int32(),
    topologyEpoch: r.int32(),
    processId: r.string(true),
    userEndpoint: r.nullableStruct(readStreamsGroupMemberMetadataValueEndpoint, version),
    clientTags: r.array(true, readStreamsGroupMemberMetadataValueKeyValue, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMemberMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupMemberMetadataValue>,
): void {
  w.nullableString(or(m.instanceId, ''), true);
  w.nullableString(or(m.rackId, ''), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.int32(or(m.topologyEpoch, 0));
  w.string(or(m.processId, ''), true);
  w.nullableStruct(or(m.userEndpoint, null), writeStreamsGroupMemberMetadataValueEndpoint, version);
  w.array(or(m.clientTags, []), true, writeStreamsGroupMemberMetadataValueKeyValue, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/streams-group-metadata-key.ts

/**
 * Tells which group of Kafka Streams (KIP-1071) a record is about. The key of records of type 17 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMetadataKey: MessageType<StreamsGroupMetadataKey> = /* @__PURE__ */ new Message(
  'StreamsGroupMetadataKey',
  [0, 0],
  Infinity,
  readStreamsGroupMetadataKey,
  writeStreamsGroupMetadataKey,
);

/** Tells which group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readStreamsGroupMetadataKey(r: Reader, _version: number): StreamsGroupMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeStreamsGroupMetadataKey(w: Writer, _version: number, m: MessageInit<StreamsGroupMetadataKey>): void {
  w.string(or(m.groupId, ''));
}

// From schema/streams-group-metadata-value.ts

/**
 * The epoch of a group of Kafka Streams (KIP-1071), and what is known of its topology. The value of records of
 * type 17 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMetadataValue: MessageType<StreamsGroupMetadataValue> = /* @__PURE__ */ new Message(
  'StreamsGroupMetadataValue',
  [0, 0],
  0,
  readStreamsGroupMetadataValue,
  writeStreamsGroupMetadataValue,
);

/** The epoch of a group of Kafka Streams (KIP-1071), and what is known of its topology. */
export interface StreamsGroupMetadataValue {
  /** The epoch of the group; goes up when something changes for which the target assignment has to be made anew. */
  epoch: number;
  /**
   * A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not
   * computed.
   */
  metadataHash: bigint;
  /** The epoch of the topology whose topics were last found to be there as needed; -1 for none. (default -1) */
  validatedTopologyEpoch: number;
  /** The settings with which tasks were last assigned; empty or null when not kept. */
  lastAssignmentConfigs: StreamsGroupMetadataValueLastAssignmentConfig[] | null;
  /**
   * The epoch of the topology whose description the plugin of the broker has stored (KIP-1331); -1 for none, -2 when
   * the plugin was cut short and it is not known. (default -1)
   */
  storedDescriptionTopologyEpoch: number;
  /**
   * The epoch of the topology whose description that plugin refused for good, so that members are not asked for it
   * again; -1 for none. (default -1)
   */
  failedDescriptionTopologyEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The settings with which tasks were last assigned; empty or null when not kept. */
export interface StreamsGroupMetadataValueLastAssignmentConfig {
  /** The name of the setting. */
  key: string;
  /** Its value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupMetadataValueLastAssignmentConfig(
  r: Reader,
  _version: number,
): StreamsGroupMetadataValueLastAssignmentConfig {
  const m: StreamsGroupMetadataValueLastAssignmentConfig = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMetadataValueLastAssignmentConfig(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupMetadataValueLastAssignmentConfig>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupMetadataValue(r: Reader, version: number): StreamsGroupMetadataValue {
  const m: StreamsGroupMetadataValue = {
    epoch: r.int32(),
    metadataHash: r.int64(),
    validatedTopologyEpoch: -1,
    lastAssignmentConfigs: [],
    storedDescriptionTopologyEpoch: -1,
    failedDescriptionTopologyEpoch: -1,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.validatedTopologyEpoch = r.int32();
    else if (tag === 1)
      m.lastAssignmentConfigs = r.nullableArray(true, readStreamsGroupMetadataValueLastAssignmentConfig, version);
    else if (tag === 2) m.storedDescriptionTopologyEpoch = r.int32();
    else if (tag === 3) m.failedDescriptionTopologyEpoch = r.int32();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMetadataValue(w: Writer, version: number, m: MessageInit<StreamsGroupMetadataValue>): void {
  w.int32(or(m.epoch, 0));
  w.int64(or(m.metadataHash, 0n));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.validatedTopologyEpoch, -1)) {
    const at = w.beginTag(tags, 0);
    w.int32(or(m.validatedTopologyEpoch, -1));
    w.endTag(at);
  }
  if (set(m.lastAssignmentConfigs, [])) {
    const at = w.beginTag(tags, 1);
    w.nullableArray(or(m.lastAssignmentConfigs, []), true, writeStreamsGroupMetadataValueLastAssignmentConfig, version);
    w.endTag(at);
  }
  if (set(m.storedDescriptionTopologyEpoch, -1)) {
    const at = w.beginTag(tags, 2);
    w.int32(or(m.storedDescriptionTopologyEpoch, -1));
    w.endTag(at);
  }
  if (set(m.failedDescriptionTopologyEpoch, -1)) {
    const at = w.beginTag(tags, 3);
    w.int32(or(m.failedDescriptionTopologyEpoch, -1));
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/streams-group-target-assignment-member-key.ts

/**
 * Tells which member of a group of Kafka Streams (KIP-1071) a record is about. The key of records of type 21 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTargetAssignmentMemberKey: MessageType<StreamsGroupTargetAssignmentMemberKey> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMemberKey',
    [0, 0],
    Infinity,
    readStreamsGroupTargetAssignmentMemberKey,
    writeStreamsGroupTargetAssignmentMemberKey,
  );

/** Tells which member of a group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupTargetAssignmentMemberKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readStreamsGroupTargetAssignmentMemberKey(r: Reader, _version: number): StreamsGroupTargetAssignmentMemberKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeStreamsGroupTargetAssignmentMemberKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMemberKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}

// From schema/streams-group-target-assignment-member-value.ts

/**
 * What a member of a group of Kafka Streams (KIP-1071) shall have in the end: its part of the target assignment.
 * The value of records of type 21 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTargetAssignmentMemberValue: MessageType<StreamsGroupTargetAssignmentMemberValue> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMemberValue',
    [0, 0],
    0,
    readStreamsGroupTargetAssignmentMemberValue,
    writeStreamsGroupTargetAssignmentMemberValue,
  );

/** What a member of a group of Kafka Streams (KIP-1071) shall have in the end: its part of the target assignment. */
export interface StreamsGroupTargetAssignmentMemberValue {
  /** The active tasks that the member shall have. */
  activeTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[];
  /** The standby tasks that the member shall have. */
  standbyTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[];
  /** The warm-up tasks that the member shall have. */
  warmupTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member shall have. */
export interface StreamsGroupTargetAssignmentMemberValueTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupTargetAssignmentMemberValueTaskIds(
  r: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMemberValueTaskIds {
  const m: StreamsGroupTargetAssignmentMemberValueTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTargetAssignmentMemberValueTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMemberValueTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTargetAssignmentMemberValue(
  r: Reader,
  version: number,
): StreamsGroupTargetAssignmentMemberValue {
  const m: StreamsGroupTargetAssignmentMemberValue = {
    activeTasks: r.array(true, readStreamsGroupTargetAssignmentMemberValueTaskIds, version),
    standbyTasks: r.array(true, readStreamsGroupTargetAssignmentMemberValueTaskIds, version),
    warmupTasks: r.array(true, readStreamsGroupTargetAssignmentMemberValueTaskIds, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTargetAssignmentMemberValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMemberValue>,
): void {
  w.array(or(m.activeTasks, []), true, writeStreamsGroupTargetAssignmentMemberValueTaskIds, version);
  w.array(or(m.standbyTasks, []), true, writeStreamsGroupTargetAssignmentMemberValueTaskIds, version);
  w.array(or(m.warmupTasks, []), true, writeStreamsGroupTargetAssignmentMemberValueTaskIds, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/streams-group-target-assignment-metadata-key.ts

/**
 * Tells which group of Kafka Streams (KIP-1071) a record is about. The key of records of type 20 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTargetAssignmentMetadataKey: MessageType<StreamsGroupTargetAssignmentMetadataKey> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMetadataKey',
    [0, 0],
    Infinity,
    readStreamsGroupTargetAssignmentMetadataKey,
    writeStreamsGroupTargetAssignmentMetadataKey,
  );

/** Tells which group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupTargetAssignmentMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readStreamsGroupTargetAssignmentMetadataKey(
  r: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeStreamsGroupTargetAssignmentMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}

// From schema/streams-group-target-assignment-metadata-value.ts

/**
 * For which epoch, and when, the target assignment of a group of Kafka Streams (KIP-1071) was made: what its
 * members shall have in the end. The value of records of type 20 in __consumer_offsets; an int16 with the version
 * stands before it.
 *
 * - v0: The first; assignmentTimestamp since Kafka 4.3 (KIP-1263).
 */
export const StreamsGroupTargetAssignmentMetadataValue: MessageType<StreamsGroupTargetAssignmentMetadataValue> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMetadataValue',
    [0, 0],
    0,
    readStreamsGroupTargetAssignmentMetadataValue,
    writeStreamsGroupTargetAssignmentMetadataValue,
  );

/**
 * For which epoch, and when, the target assignment of a group of Kafka Streams (KIP-1071) was made: what its
 * members shall have in the end.
 */
export interface StreamsGroupTargetAssignmentMetadataValue {
  /** The epoch of the group for which it was made. */
  assignmentEpoch: number;
  /** When it was made, in ms since 1970; 0 when unknown. */
  assignmentTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupTargetAssignmentMetadataValue(
  r: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMetadataValue {
  const m: StreamsGroupTargetAssignmentMetadataValue = {
    assignmentEpoch: r.int32(),
    assignmentTimestamp: 0n,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentTimestamp = r.int64();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTargetAssignmentMetadataValue(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMetadataValue>,
): void {
  w.int32(or(m.assignmentEpoch, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentTimestamp, 0n)) {
    const at = w.beginTag(tags, 0);
    w.int64(or(m.assignmentTimestamp, 0n));
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/streams-group-topology-key.ts

/**
 * Tells which group of Kafka Streams (KIP-1071) a record is about. The key of records of type 23 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTopologyKey: MessageType<StreamsGroupTopologyKey> = /* @__PURE__ */ new Message(
  'StreamsGroupTopologyKey',
  [0, 0],
  Infinity,
  readStreamsGroupTopologyKey,
  writeStreamsGroupTopologyKey,
);

/** Tells which group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupTopologyKey {
  /** The id of the group. */
  groupId: string;
}

function readStreamsGroupTopologyKey(r: Reader, _version: number): StreamsGroupTopologyKey {
  return {
    groupId: r.string(),
  };
}

function writeStreamsGroupTopologyKey(w: Writer, _version: number, m: MessageInit<StreamsGroupTopologyKey>): void {
  w.string(or(m.groupId, ''));
}

// From schema/streams-group-topology-value.ts

/**
 * The topology of a group of Kafka Streams (KIP-1071): what it reads, writes and keeps. The value of records of
 * type 23 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTopologyValue: MessageType<StreamsGroupTopologyValue> = /* @__PURE__ */ new Message(
  'StreamsGroupTopologyValue',
  [0, 0],
  0,
  readStreamsGroupTopologyValue,
  writeStreamsGroupTopologyValue,
);

/** The topology of a group of Kafka Streams (KIP-1071): what it reads, writes and keeps. */
export interface StreamsGroupTopologyValue {
  /** The epoch of the topology, which goes up when the application changes it. */
  epoch: number;
  /** Its independent parts. */
  subtopologies: StreamsGroupTopologyValueSubtopology[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupTopologyValueSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The topics it reads from. */
  sourceTopics: string[];
  /** Regular expressions for topics it reads from. */
  sourceTopicRegex: string[];
  /** The changelogs of its stores. */
  stateChangelogTopics: StreamsGroupTopologyValueTopicInfo[];
  /** The repartition topics it writes to. */
  repartitionSinkTopics: string[];
  /** The repartition topics it reads from. */
  repartitionSourceTopics: StreamsGroupTopologyValueTopicInfo[];
  /** Topics among those it reads from that must have the same number of partitions. */
  copartitionGroups: StreamsGroupTopologyValueCopartitionGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changelogs of its stores. */
export interface StreamsGroupTopologyValueTopicInfo {
  /** The name of the topic. */
  name: string;
  /** How many partitions it must have; 0 when any number will do, and for changelogs. */
  partitions: number;
  /** How many replicas it is to have; 0 for the default of the broker. */
  replicationFactor: number;
  /** Its settings. */
  topicConfigs: StreamsGroupTopologyValueTopicConfig[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its settings. */
export interface StreamsGroupTopologyValueTopicConfig {
  /** The name of the setting. */
  key: string;
  /** Its value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Topics among those it reads from that must have the same number of partitions. */
export interface StreamsGroupTopologyValueCopartitionGroup {
  /** Positions in sourceTopics. */
  sourceTopics: number[];
  /** Positions in sourceTopicRegex. */
  sourceTopicRegex: number[];
  /** Positions in repartitionSourceTopics. */
  repartitionSourceTopics: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupTopologyValueTopicConfig(r: Reader, _version: number): StreamsGroupTopologyValueTopicConfig {
  const m: StreamsGroupTopologyValueTopicConfig = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyValueTopicConfig(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyValueTopicConfig>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyValueTopicInfo(r: Reader, version: number): StreamsGroupTopologyValueTopicInfo {
  const m: StreamsGroupTopologyValueTopicInfo = {
    name: r.string(true),
    partitions: r.int32(),
    replicationFactor: r.int16(),
    topicConfigs: r.array(true, readStreamsGroupTopologyValueTopicConfig, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyValueTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyValueTopicInfo>,
): void {
  w.string(or(m.name, ''), true);
  w.int32(or(m.partitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.topicConfigs, []), true, writeStreamsGroupTopologyValueTopicConfig, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyValueCopartitionGroup(
  r: Reader,
  _version: number,
): StreamsGroupTopologyValueCopartitionGroup {
  const m: StreamsGroupTopologyValueCopartitionGroup = {
    sourceTopics: r.int16Array(true),
    sourceTopicRegex: r.int16Array(true),
    repartitionSourceTopics: r.int16Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyValueCopartitionGroup(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyValueCopartitionGroup>,
): void {
  w.int16Array(or(m.sourceTopics, []), true);
  w.int16Array(or(m.sourceTopicRegex, []), true);
  w.int16Array(or(m.repartitionSourceTopics, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyValueSubtopology(r: Reader, version: number): StreamsGroupTopologyValueSubtopology {
  const m: StreamsGroupTopologyValueSubtopology = {
    subtopologyId: r.string(true),
    sourceTopics: r.stringArray(true),
    sourceTopicRegex: r.stringArray(true),
    stateChangelogTopics: r.array(true, readStreamsGroupTopologyValueTopicInfo, version),
    repartitionSinkTopics: r.stringArray(true),
    repartitionSourceTopics: r.array(true, readStreamsGroupTopologyValueTopicInfo, version),
    copartitionGroups: r.array(true, readStreamsGroupTopologyValueCopartitionGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyValueSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyValueSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.stringArray(or(m.sourceTopics, []), true);
  w.stringArray(or(m.sourceTopicRegex, []), true);
  w.array(or(m.stateChangelogTopics, []), true, writeStreamsGroupTopologyValueTopicInfo, version);
  w.stringArray(or(m.repartitionSinkTopics, []), true);
  w.array(or(m.repartitionSourceTopics, []), true, writeStreamsGroupTopologyValueTopicInfo, version);
  w.array(or(m.copartitionGroups, []), true, writeStreamsGroupTopologyValueCopartitionGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyValue(r: Reader, version: number): StreamsGroupTopologyValue {
  const m: StreamsGroupTopologyValue = {
    epoch: r.int32(),
    subtopologies: r.array(true, readStreamsGroupTopologyValueSubtopology, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyValue(w: Writer, version: number, m: MessageInit<StreamsGroupTopologyValue>): void {
  w.int32(or(m.epoch, 0));
  w.array(or(m.subtopologies, []), true, writeStreamsGroupTopologyValueSubtopology, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/transaction-log-key.ts

/**
 * Tells which transactional id a record is about. The key of records of type 0 in __transaction_state; an int16
 * with that number stands before it.
 *
 * - v0: The first.
 */
export const TransactionLogKey: MessageType<TransactionLogKey> = /* @__PURE__ */ new Message(
  'TransactionLogKey',
  [0, 0],
  Infinity,
  readTransactionLogKey,
  writeTransactionLogKey,
);

/** Tells which transactional id a record is about. */
export interface TransactionLogKey {
  /** The transactional id. */
  transactionalId: string;
}

function readTransactionLogKey(r: Reader, _version: number): TransactionLogKey {
  return {
    transactionalId: r.string(),
  };
}

function writeTransactionLogKey(w: Writer, _version: number, m: MessageInit<TransactionLogKey>): void {
  w.string(or(m.transactionalId, ''));
}

// From schema/transaction-log-value.ts

/**
 * The state of a transactional id, and of its transaction. The value of records of type 0 in __transaction_state;
 * an int16 with the version stands before it.
 *
 * - v0: The first.
 * - v1: Flexible, for the tagged fields of KIP-890 and later. Written when the feature transaction.version is 1 or more.
 */
export const TransactionLogValue: MessageType<TransactionLogValue> = /* @__PURE__ */ new Message(
  'TransactionLogValue',
  [0, 1],
  1,
  readTransactionLogValue,
  writeTransactionLogValue,
);

/** The state of a transactional id, and of its transaction. */
export interface TransactionLogValue {
  /** The producer id in use. */
  producerId: bigint;
  /** The producer id that the last transaction used; -1 for none. (since v1, default -1) */
  previousProducerId: bigint;
  /**
   * The producer id that the producer was told to go on with after this transaction; -1 for none. (since v1, default
   * -1)
   */
  nextProducerId: bigint;
  /** The epoch of the producer. */
  producerEpoch: number;
  /** The epoch that goes with nextProducerId; -1 for none. (since v1, default -1) */
  nextProducerEpoch: number;
  /** After how long the coordinator aborts an idle transaction, in ms. */
  transactionTimeoutMs: number;
  /**
   * 0 empty, 1 ongoing, 2 about to commit, 3 about to abort, 4 committed, 5 aborted, 6 expired, 7 about to fence an
   * older producer.
   */
  transactionStatus: number;
  /** The partitions in the transaction, by topic; null when the status is 0. */
  transactionPartitions: TransactionLogValuePartitionsSchema[] | null;
  /** When the state last changed, in ms since 1970. */
  transactionLastUpdateTimestampMs: bigint;
  /** When the transaction began, in ms since 1970; -1 when there is none. */
  transactionStartTimestampMs: bigint;
  /**
   * The level of the feature transaction.version by which the producer goes; from 2 on, the producer has a new epoch
   * for each transaction (KIP-890). (since v1)
   */
  clientTransactionVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions in the transaction, by topic; null when the status is 0. */
export interface TransactionLogValuePartitionsSchema {
  /** The name of the topic. */
  topic: string;
  /** The numbers of the partitions. */
  partitionIds: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readTransactionLogValuePartitionsSchema(r: Reader, version: number): TransactionLogValuePartitionsSchema {
  const flexible = version >= 1;
  const m: TransactionLogValuePartitionsSchema = {
    topic: r.string(flexible),
    partitionIds: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTransactionLogValuePartitionsSchema(
  w: Writer,
  version: number,
  m: MessageInit<TransactionLogValuePartitionsSchema>,
): void {
  const flexible = version >= 1;
  w.string(or(m.topic, ''), flexible);
  w.int32Array(or(m.partitionIds, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTransactionLogValue(r: Reader, version: number): TransactionLogValue {
  const flexible = version >= 1;
  const m: TransactionLogValue = {
    producerId: r.int64(),
    previousProducerId: -1n,
    nextProducerId: -1n,
    producerEpoch: r.int16(),
    nextProducerEpoch: -1,
    transactionTimeoutMs: r.int32(),
    transactionStatus: r.int8(),
    transactionPartitions: r.nullableArray(flexible, readTransactionLogValuePartitionsSchema, version),
    transactionLastUpdateTimestampMs: r.int64(),
    transactionStartTimestampMs: r.int64(),
    clientTransactionVersion: 0,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.previousProducerId = r.int64();
      else if (tag === 1) m.nextProducerId = r.int64();
      else if (tag === 3) m.nextProducerEpoch = r.int16();
      else if (tag === 2) m.clientTransactionVersion = r.int16();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeTransactionLogValue(w: Writer, version: number, m: MessageInit<TransactionLogValue>): void {
  const flexible = version >= 1;
  w.int64(or(m.producerId, 0n));
  if (!(version >= 1) && set(m.previousProducerId, -1n)) w.absent(version);
  if (!(version >= 1) && set(m.nextProducerId, -1n)) w.absent(version);
  w.int16(or(m.producerEpoch, 0));
  if (!(version >= 1) && set(m.nextProducerEpoch, -1)) w.absent(version);
  w.int32(or(m.transactionTimeoutMs, 0));
  w.int8(or(m.transactionStatus, 0));
  w.nullableArray(or(m.transactionPartitions, []), flexible, writeTransactionLogValuePartitionsSchema, version);
  w.int64(or(m.transactionLastUpdateTimestampMs, 0n));
  w.int64(or(m.transactionStartTimestampMs, 0n));
  if (!(version >= 1) && set(m.clientTransactionVersion, 0)) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.previousProducerId, -1n)) {
      const at = w.beginTag(tags, 0);
      w.int64(or(m.previousProducerId, -1n));
      w.endTag(at);
    }
    if (set(m.nextProducerId, -1n)) {
      const at = w.beginTag(tags, 1);
      w.int64(or(m.nextProducerId, -1n));
      w.endTag(at);
    }
    if (set(m.clientTransactionVersion, 0)) {
      const at = w.beginTag(tags, 2);
      w.int16(or(m.clientTransactionVersion, 0));
      w.endTag(at);
    }
    if (set(m.nextProducerEpoch, -1)) {
      const at = w.beginTag(tags, 3);
      w.int16(or(m.nextProducerEpoch, -1));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}
