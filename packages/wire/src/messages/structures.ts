// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/aborted-txn.ts

/**
 * An aborted transaction, in the .txnindex file beside a segment of a log. An int16 with the version stands before
 * it.
 *
 * - v0: The first.
 */
export const AbortedTxn: MessageType<AbortedTxn> = /* @__PURE__ */ new Message(
  'AbortedTxn',
  [0, 0],
  Infinity,
  readAbortedTxn,
  writeAbortedTxn,
);

/**
 * An aborted transaction, in the .txnindex file beside a segment of a log. An int16 with the version stands before
 * it.
 */
export interface AbortedTxn {
  /** The producer whose transaction it was. */
  producerId: bigint;
  /** The offset of the first record of the transaction. */
  firstOffset: bigint;
  /** The offset of the marker that ended it. */
  lastOffset: bigint;
  /** The last stable offset right after it was aborted. */
  lastStableOffset: bigint;
}

function readAbortedTxn(r: Reader, _version: number): AbortedTxn {
  return {
    producerId: r.int64(),
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    lastStableOffset: r.int64(),
  };
}

function writeAbortedTxn(w: Writer, _version: number, m: MessageInit<AbortedTxn>): void {
  w.int64(or(m.producerId, 0n));
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int64(or(m.lastStableOffset, 0n));
}

// From schema/consumer-protocol-assignment.ts

/**
 * What a consumer receives from the leader of its group: the assignment of SyncGroup for protocol type "consumer".
 * An int16 with the version stands before it.
 *
 * - v0: The first.
 * - v1: No change.
 * - v2: No change.
 * - v3: No change.
 */
export const ConsumerProtocolAssignment: MessageType<ConsumerProtocolAssignment> = /* @__PURE__ */ new Message(
  'ConsumerProtocolAssignment',
  [0, 3],
  Infinity,
  readConsumerProtocolAssignment,
  writeConsumerProtocolAssignment,
);

/**
 * What a consumer receives from the leader of its group: the assignment of SyncGroup for protocol type "consumer".
 * An int16 with the version stands before it.
 */
export interface ConsumerProtocolAssignment {
  /** The partitions the member is to consume. */
  assignedPartitions: ConsumerProtocolAssignmentTopicPartition[];
  /** Whatever the assignor wants to tell. (default null) */
  userData: Buffer | null;
}

/** The partitions the member is to consume. */
export interface ConsumerProtocolAssignmentTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
}

function readConsumerProtocolAssignmentTopicPartition(
  r: Reader,
  _version: number,
): ConsumerProtocolAssignmentTopicPartition {
  return {
    topic: r.string(),
    partitions: r.int32Array(),
  };
}

function writeConsumerProtocolAssignmentTopicPartition(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerProtocolAssignmentTopicPartition>,
): void {
  w.string(or(m.topic, ''));
  w.int32Array(or(m.partitions, []));
}

function readConsumerProtocolAssignment(r: Reader, version: number): ConsumerProtocolAssignment {
  return {
    assignedPartitions: r.array(false, readConsumerProtocolAssignmentTopicPartition, version),
    userData: r.nullableBytes(),
  };
}

function writeConsumerProtocolAssignment(w: Writer, version: number, m: MessageInit<ConsumerProtocolAssignment>): void {
  w.array(or(m.assignedPartitions, []), false, writeConsumerProtocolAssignmentTopicPartition, version);
  w.nullableBytes(or(m.userData, null));
}

// From schema/consumer-protocol-subscription.ts

/**
 * What a consumer tells its group: the metadata of JoinGroup for protocol type "consumer". An int16 with the
 * version stands before it.
 *
 * - v0: The first.
 * - v1: ownedPartitions: cooperative rebalancing (KIP-429).
 * - v2: generationId (KIP-792).
 * - v3: rackId (KIP-881).
 */
export const ConsumerProtocolSubscription: MessageType<ConsumerProtocolSubscription> = /* @__PURE__ */ new Message(
  'ConsumerProtocolSubscription',
  [0, 3],
  Infinity,
  readConsumerProtocolSubscription,
  writeConsumerProtocolSubscription,
);

/**
 * What a consumer tells its group: the metadata of JoinGroup for protocol type "consumer". An int16 with the
 * version stands before it.
 */
export interface ConsumerProtocolSubscription {
  /** The topics subscribed to. */
  topics: string[];
  /** Whatever the assignor needs. (default null) */
  userData: Buffer | null;
  /** The partitions the member has at present, for cooperative rebalancing. (since v1) */
  ownedPartitions: ConsumerProtocolSubscriptionTopicPartition[];
  /** The generation in which it got them; -1 when it has none. (since v2, default -1) */
  generationId: number;
  /** The rack the consumer is in; null when unknown. (since v3, default null) */
  rackId: string | null;
}

/** The partitions the member has at present, for cooperative rebalancing. */
export interface ConsumerProtocolSubscriptionTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
}

function readConsumerProtocolSubscriptionTopicPartition(
  r: Reader,
  _version: number,
): ConsumerProtocolSubscriptionTopicPartition {
  return {
    topic: r.string(),
    partitions: r.int32Array(),
  };
}

function writeConsumerProtocolSubscriptionTopicPartition(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerProtocolSubscriptionTopicPartition>,
): void {
  w.string(or(m.topic, ''));
  w.int32Array(or(m.partitions, []));
}

function readConsumerProtocolSubscription(r: Reader, version: number): ConsumerProtocolSubscription {
  return {
    topics: r.stringArray(),
    userData: r.nullableBytes(),
    ownedPartitions: version >= 1 ? r.array(false, readConsumerProtocolSubscriptionTopicPartition, version) : [],
    generationId: version >= 2 ? r.int32() : -1,
    rackId: version >= 3 ? r.nullableString() : null,
  };
}

function writeConsumerProtocolSubscription(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerProtocolSubscription>,
): void {
  w.stringArray(or(m.topics, []));
  w.nullableBytes(or(m.userData, null));
  if (version >= 1) w.array(or(m.ownedPartitions, []), false, writeConsumerProtocolSubscriptionTopicPartition, version);
  if (version >= 2) w.int32(or(m.generationId, -1));
  if (version >= 3) w.nullableString(or(m.rackId, null));
}

// From schema/control-record-type-schema.ts

/**
 * The key of a control record: what kind of record it is. An int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ControlRecordTypeSchema: MessageType<ControlRecordTypeSchema> = /* @__PURE__ */ new Message(
  'ControlRecordTypeSchema',
  [0, 0],
  Infinity,
  readControlRecordTypeSchema,
  writeControlRecordTypeSchema,
);

/** The key of a control record: what kind of record it is. An int16 with the version stands before it. */
export interface ControlRecordTypeSchema {
  /**
   * 0 abort and 1 commit (the value is an EndTxnMarker), 2 LeaderChangeMessage, 3 SnapshotHeaderRecord, 4
   * SnapshotFooterRecord, 5 KRaftVersionRecord, 6 VotersRecord. Records of other types are to be skipped.
   */
  type: number;
}

function readControlRecordTypeSchema(r: Reader, _version: number): ControlRecordTypeSchema {
  return {
    type: r.int16(),
  };
}

function writeControlRecordTypeSchema(w: Writer, _version: number, m: MessageInit<ControlRecordTypeSchema>): void {
  w.int16(or(m.type, 0));
}

// From schema/default-principal-data.ts

/**
 * Who a client is: requestPrincipal of an Envelope request, unless the brokers have a principal builder of their
 * own. An int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const DefaultPrincipalData: MessageType<DefaultPrincipalData> = /* @__PURE__ */ new Message(
  'DefaultPrincipalData',
  [0, 0],
  0,
  readDefaultPrincipalData,
  writeDefaultPrincipalData,
);

/**
 * Who a client is: requestPrincipal of an Envelope request, unless the brokers have a principal builder of their
 * own. An int16 with the version stands before it.
 */
export interface DefaultPrincipalData {
  /** What kind of principal it is: "User". */
  type: string;
  /** The name of the user. */
  name: string;
  /** Whether the client authenticated with a delegation token. */
  tokenAuthenticated: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDefaultPrincipalData(r: Reader, _version: number): DefaultPrincipalData {
  const m: DefaultPrincipalData = {
    type: r.string(true),
    name: r.string(true),
    tokenAuthenticated: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDefaultPrincipalData(w: Writer, version: number, m: MessageInit<DefaultPrincipalData>): void {
  w.string(or(m.type, ''), true);
  w.string(or(m.name, ''), true);
  w.bool(or(m.tokenAuthenticated, false));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/end-txn-marker.ts

/**
 * The value of a control record (types 0 and 1) that ends a transaction in a partition. An int16 with the version
 * stands before it.
 *
 * - v0: The first.
 */
export const EndTxnMarker: MessageType<EndTxnMarker> = /* @__PURE__ */ new Message(
  'EndTxnMarker',
  [0, 0],
  Infinity,
  readEndTxnMarker,
  writeEndTxnMarker,
);

/**
 * The value of a control record (types 0 and 1) that ends a transaction in a partition. An int16 with the version
 * stands before it.
 */
export interface EndTxnMarker {
  /** The epoch of the transaction coordinator that had the marker written. */
  coordinatorEpoch: number;
}

function readEndTxnMarker(r: Reader, _version: number): EndTxnMarker {
  return {
    coordinatorEpoch: r.int32(),
  };
}

function writeEndTxnMarker(w: Writer, _version: number, m: MessageInit<EndTxnMarker>): void {
  w.int32(or(m.coordinatorEpoch, 0));
}

// From schema/kraft-version-record.ts

/**
 * The value of a control record (type 5): the version of KRaft from here on (KIP-853). No version stands before
 * it, but it begins with one.
 *
 * - v0: The first.
 */
export const KRaftVersionRecord: MessageType<KRaftVersionRecord> = /* @__PURE__ */ new Message(
  'KRaftVersionRecord',
  [0, 0],
  0,
  readKRaftVersionRecord,
  writeKRaftVersionRecord,
);

/**
 * The value of a control record (type 5): the version of KRaft from here on (KIP-853). No version stands before
 * it, but it begins with one.
 */
export interface KRaftVersionRecord {
  /** The version of this structure. */
  version: number;
  /**
   * The level of the feature kraft.version. 0: the voters are set in the configuration. 1: they stand in the log,
   * and can change.
   */
  kRaftVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readKRaftVersionRecord(r: Reader, _version: number): KRaftVersionRecord {
  const m: KRaftVersionRecord = {
    version: r.int16(),
    kRaftVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeKRaftVersionRecord(w: Writer, version: number, m: MessageInit<KRaftVersionRecord>): void {
  w.int16(or(m.version, 0));
  w.int16(or(m.kRaftVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/leader-change-message.ts

/**
 * The value of a control record (type 2) in the metadata log: the first record of a new leader. No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 * - v1: voterDirectoryId (KIP-853). Kafka 4.4 still writes and reads version 0.
 */
export const LeaderChangeMessage: MessageType<LeaderChangeMessage> = /* @__PURE__ */ new Message(
  'LeaderChangeMessage',
  [0, 1],
  0,
  readLeaderChangeMessage,
  writeLeaderChangeMessage,
);

/**
 * The value of a control record (type 2) in the metadata log: the first record of a new leader. No version stands
 * before it, but it begins with one.
 */
export interface LeaderChangeMessage {
  /** The version of this structure. */
  version: number;
  /** The new leader. */
  leaderId: number;
  /** The voters of the epoch. */
  voters: LeaderChangeMessageVoter[];
  /** The voters that voted for the leader. */
  grantingVoters: LeaderChangeMessageVoter[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The voters of the epoch. */
export interface LeaderChangeMessageVoter {
  /** The id of the voter. */
  voterId: number;
  /** Its metadata directory; zero when unknown. (since v1) */
  voterDirectoryId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readLeaderChangeMessageVoter(r: Reader, version: number): LeaderChangeMessageVoter {
  const m: LeaderChangeMessageVoter = {
    voterId: r.int32(),
    voterDirectoryId: version >= 1 ? r.uuid() : ZERO_UUID,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderChangeMessageVoter(w: Writer, version: number, m: MessageInit<LeaderChangeMessageVoter>): void {
  w.int32(or(m.voterId, 0));
  if (version >= 1) w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  else if (set(m.voterDirectoryId, ZERO_UUID)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readLeaderChangeMessage(r: Reader, version: number): LeaderChangeMessage {
  const m: LeaderChangeMessage = {
    version: r.int16(),
    leaderId: r.int32(),
    voters: r.array(true, readLeaderChangeMessageVoter, version),
    grantingVoters: r.array(true, readLeaderChangeMessageVoter, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderChangeMessage(w: Writer, version: number, m: MessageInit<LeaderChangeMessage>): void {
  w.int16(or(m.version, 0));
  w.int32(or(m.leaderId, 0));
  w.array(or(m.voters, []), true, writeLeaderChangeMessageVoter, version);
  w.array(or(m.grantingVoters, []), true, writeLeaderChangeMessageVoter, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/request-header.ts

/**
 * Stands before every request, after its size.
 *
 * - v0: Of ControlledShutdown v0 only.
 * - v1: clientId.
 * - v2: Flexible: before flexible requests.
 */
export const RequestHeader: MessageType<RequestHeader> = /* @__PURE__ */ new Message(
  'RequestHeader',
  [0, 2],
  2,
  readRequestHeader,
  writeRequestHeader,
);

/** Stands before every request, after its size. */
export interface RequestHeader {
  /** The key of the API. */
  requestApiKey: number;
  /** The version of the API: of the request, and of the response to come. */
  requestApiVersion: number;
  /** Any number; the response carries it back. */
  correlationId: number;
  /** What the client calls itself, for logs, metrics and quotas. (since v1) */
  clientId: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readRequestHeader(r: Reader, version: number): RequestHeader {
  const flexible = version >= 2;
  const m: RequestHeader = {
    requestApiKey: r.int16(),
    requestApiVersion: r.int16(),
    correlationId: r.int32(),
    clientId: version >= 1 ? r.nullableString() : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeRequestHeader(w: Writer, version: number, m: MessageInit<RequestHeader>): void {
  const flexible = version >= 2;
  w.int16(or(m.requestApiKey, 0));
  w.int16(or(m.requestApiVersion, 0));
  w.int32(or(m.correlationId, 0));
  if (version >= 1) w.nullableString(or(m.clientId, ''));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/response-header.ts

/**
 * Stands before every response, after its size.
 *
 * - v0: The first. Always that of ApiVersions.
 * - v1: Flexible: before flexible responses.
 */
export const ResponseHeader: MessageType<ResponseHeader> = /* @__PURE__ */ new Message(
  'ResponseHeader',
  [0, 1],
  1,
  readResponseHeader,
  writeResponseHeader,
);

/** Stands before every response, after its size. */
export interface ResponseHeader {
  /** The number of the request that this answers. */
  correlationId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readResponseHeader(r: Reader, version: number): ResponseHeader {
  const flexible = version >= 1;
  const m: ResponseHeader = {
    correlationId: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeResponseHeader(w: Writer, version: number, m: MessageInit<ResponseHeader>): void {
  const flexible = version >= 1;
  w.int32(or(m.correlationId, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/snapshot-footer-record.ts

/**
 * The value of a control record (type 4): the last record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 */
export const SnapshotFooterRecord: MessageType<SnapshotFooterRecord> = /* @__PURE__ */ new Message(
  'SnapshotFooterRecord',
  [0, 0],
  0,
  readSnapshotFooterRecord,
  writeSnapshotFooterRecord,
);

/**
 * The value of a control record (type 4): the last record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 */
export interface SnapshotFooterRecord {
  /** The version of this structure. */
  version: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSnapshotFooterRecord(r: Reader, _version: number): SnapshotFooterRecord {
  const m: SnapshotFooterRecord = {
    version: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSnapshotFooterRecord(w: Writer, version: number, m: MessageInit<SnapshotFooterRecord>): void {
  w.int16(or(m.version, 0));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/snapshot-header-record.ts

/**
 * The value of a control record (type 3): the first record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 */
export const SnapshotHeaderRecord: MessageType<SnapshotHeaderRecord> = /* @__PURE__ */ new Message(
  'SnapshotHeaderRecord',
  [0, 0],
  0,
  readSnapshotHeaderRecord,
  writeSnapshotHeaderRecord,
);

/**
 * The value of a control record (type 3): the first record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 */
export interface SnapshotHeaderRecord {
  /** The version of this structure. */
  version: number;
  /** When the last record that the snapshot covers was appended to the log, in ms since 1970. */
  lastContainedLogTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSnapshotHeaderRecord(r: Reader, _version: number): SnapshotHeaderRecord {
  const m: SnapshotHeaderRecord = {
    version: r.int16(),
    lastContainedLogTimestamp: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSnapshotHeaderRecord(w: Writer, version: number, m: MessageInit<SnapshotHeaderRecord>): void {
  w.int16(or(m.version, 0));
  w.int64(or(m.lastContainedLogTimestamp, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/sticky-assignor-user-data.ts

/**
 * What a consumer tells the assignor "sticky": userData of ConsumerProtocolSubscription. No version stands before
 * it: readers try version 1, then version 0.
 *
 * - v0: The first.
 * - v1: generation (KIP-341).
 */
export const StickyAssignorUserData: MessageType<StickyAssignorUserData> = /* @__PURE__ */ new Message(
  'StickyAssignorUserData',
  [0, 1],
  Infinity,
  readStickyAssignorUserData,
  writeStickyAssignorUserData,
);

/**
 * What a consumer tells the assignor "sticky": userData of ConsumerProtocolSubscription. No version stands before
 * it: readers try version 1, then version 0.
 */
export interface StickyAssignorUserData {
  /** The partitions that the member had last, by topic. */
  previousAssignment: StickyAssignorUserDataTopicPartition[];
  /** The generation in which it got them; -1 when unknown. (since v1, default -1) */
  generation: number;
}

/** The partitions that the member had last, by topic. */
export interface StickyAssignorUserDataTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The numbers of the partitions. */
  partitions: number[];
}

function readStickyAssignorUserDataTopicPartition(r: Reader, _version: number): StickyAssignorUserDataTopicPartition {
  return {
    topic: r.string(),
    partitions: r.int32Array(),
  };
}

function writeStickyAssignorUserDataTopicPartition(
  w: Writer,
  _version: number,
  m: MessageInit<StickyAssignorUserDataTopicPartition>,
): void {
  w.string(or(m.topic, ''));
  w.int32Array(or(m.partitions, []));
}

function readStickyAssignorUserData(r: Reader, version: number): StickyAssignorUserData {
  return {
    previousAssignment: r.array(false, readStickyAssignorUserDataTopicPartition, version),
    generation: version >= 1 ? r.int32() : -1,
  };
}

function writeStickyAssignorUserData(w: Writer, version: number, m: MessageInit<StickyAssignorUserData>): void {
  w.array(or(m.previousAssignment, []), false, writeStickyAssignorUserDataTopicPartition, version);
  if (version >= 1) w.int32(or(m.generation, -1));
}

// From schema/voters-record.ts

/**
 * The value of a control record (type 6): the voters of the KRaft quorum from here on (KIP-853). No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 */
export const VotersRecord: MessageType<VotersRecord> = /* @__PURE__ */ new Message(
  'VotersRecord',
  [0, 0],
  0,
  readVotersRecord,
  writeVotersRecord,
);

/**
 * The value of a control record (type 6): the voters of the KRaft quorum from here on (KIP-853). No version stands
 * before it, but it begins with one.
 */
export interface VotersRecord {
  /** The version of this structure. */
  version: number;
  /** The voters. */
  voters: VotersRecordVoter[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The voters. */
export interface VotersRecordVoter {
  /** The id of the voter. */
  voterId: number;
  /** Its metadata directory. */
  voterDirectoryId: string;
  /** Where the voter listens. */
  endpoints: VotersRecordEndpoint[];
  /** The levels of the feature kraft.version that the voter supports. */
  kRaftVersionFeature: VotersRecordKRaftVersionFeature;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the voter listens. */
export interface VotersRecordEndpoint {
  /** The name of the listener. */
  name: string;
  /** Where it listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The levels of the feature kraft.version that the voter supports. */
export interface VotersRecordKRaftVersionFeature {
  /** The lowest level. */
  minSupportedVersion: number;
  /** The highest level. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readVotersRecordEndpoint(r: Reader, _version: number): VotersRecordEndpoint {
  const m: VotersRecordEndpoint = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecordEndpoint(w: Writer, version: number, m: MessageInit<VotersRecordEndpoint>): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultVotersRecordKRaftVersionFeature: VotersRecordKRaftVersionFeature = /* @__PURE__ */ Object.freeze({
  minSupportedVersion: 0,
  maxSupportedVersion: 0,
});

function readVotersRecordKRaftVersionFeature(r: Reader, _version: number): VotersRecordKRaftVersionFeature {
  const m: VotersRecordKRaftVersionFeature = {
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecordKRaftVersionFeature(
  w: Writer,
  version: number,
  m: MessageInit<VotersRecordKRaftVersionFeature>,
): void {
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readVotersRecordVoter(r: Reader, version: number): VotersRecordVoter {
  const m: VotersRecordVoter = {
    voterId: r.int32(),
    voterDirectoryId: r.uuid(),
    endpoints: r.array(true, readVotersRecordEndpoint, version),
    kRaftVersionFeature: readVotersRecordKRaftVersionFeature(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecordVoter(w: Writer, version: number, m: MessageInit<VotersRecordVoter>): void {
  w.int32(or(m.voterId, 0));
  w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.array(or(m.endpoints, []), true, writeVotersRecordEndpoint, version);
  writeVotersRecordKRaftVersionFeature(w, version, or(m.kRaftVersionFeature, defaultVotersRecordKRaftVersionFeature));
  w.unknownTags(m.unknownTags, true, version);
}

function readVotersRecord(r: Reader, version: number): VotersRecord {
  const m: VotersRecord = {
    version: r.int16(),
    voters: r.array(true, readVotersRecordVoter, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVotersRecord(w: Writer, version: number, m: MessageInit<VotersRecord>): void {
  w.int16(or(m.version, 0));
  w.array(or(m.voters, []), true, writeVotersRecordVoter, version);
  w.unknownTags(m.unknownTags, true, version);
}
