// Generated from packages/wire/schema/019-create-topics.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 19. Creates topics. Goes to the controller (any broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: validateOnly; errorMessage.
 * - v2: The response gains throttleTimeMs.
 * - v3: The broker answers before it throttles (KIP-219).
 * - v4: -1 partitions or replicas: the broker's default (KIP-464).
 * - v5: Flexible; the response tells how the topic was made (KIP-525).
 * - v6: THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).
 * - v7: The response gains topicId (KIP-516).
 */
export const CreateTopics: Api<CreateTopicsRequest, CreateTopicsResponse> = /* @__PURE__ */ api(
  19,
  'CreateTopics',
  /* @__PURE__ */ new Message('CreateTopicsRequest', [0, 7], 5, readCreateTopicsRequest, writeCreateTopicsRequest),
  /* @__PURE__ */ new Message('CreateTopicsResponse', [0, 7], 5, readCreateTopicsResponse, writeCreateTopicsResponse),
);

/** The request of {@link CreateTopics}. */
export interface CreateTopicsRequest {
  /** The topics to create. */
  topics: CreateTopicsRequestCreatableTopic[];
  /** How long to wait until the topics are there, in ms. (default 60000) */
  timeoutMs: number;
  /** Whether only to check that they could be created. (since v1) */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to create. */
export interface CreateTopicsRequestCreatableTopic {
  /** The name of the topic. */
  name: string;
  /** The number of partitions; -1 for the broker's default, or with assignments. */
  numPartitions: number;
  /** The number of replicas; -1 for the broker's default, or with assignments. */
  replicationFactor: number;
  /** Which brokers shall have which partition; empty to leave it to the controller. */
  assignments: CreateTopicsRequestCreatableReplicaAssignment[];
  /** Settings that differ from the broker's. */
  configs: CreateTopicsRequestCreatableTopicConfig[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which brokers shall have which partition; empty to leave it to the controller. */
export interface CreateTopicsRequestCreatableReplicaAssignment {
  /** The number of the partition. */
  partitionIndex: number;
  /** The brokers, the preferred leader first. */
  brokerIds: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Settings that differ from the broker's. */
export interface CreateTopicsRequestCreatableTopicConfig {
  /** The name of the setting, e.g. cleanup.policy. */
  name: string;
  /** Its value. */
  value: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link CreateTopics}. */
export interface CreateTopicsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: CreateTopicsResponseCreatableTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface CreateTopicsResponseCreatableTopicResult {
  /** The name of the topic. */
  name: string;
  /** The id of the topic. (since v7) */
  topicId: string;
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v1) */
  errorMessage: string | null;
  /** Why configs is missing, e.g. TOPIC_AUTHORIZATION_FAILED; else 0. (since v5) */
  topicConfigErrorCode: number;
  /** How many partitions it has; -1 when not told. (since v5, default -1) */
  numPartitions: number;
  /** How many replicas it has; -1 when not told. (since v5, default -1) */
  replicationFactor: number;
  /** The topic's settings. (since v5) */
  configs: CreateTopicsResponseCreatableTopicConfigs[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topic's settings. */
export interface CreateTopicsResponseCreatableTopicConfigs {
  /** The name of the setting, e.g. cleanup.policy. */
  name: string;
  /** Its value; null when it is a secret. */
  value: string | null;
  /** Whether it cannot be changed. */
  readOnly: boolean;
  /** Where it comes from: 1 topic, 2 broker, 3 all brokers, 4 broker's file, 5 default; -1 unknown. (default -1) */
  configSource: number;
  /** Whether it is a secret. */
  isSensitive: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreateTopicsRequestCreatableReplicaAssignment(
  r: Reader,
  version: number,
): CreateTopicsRequestCreatableReplicaAssignment {
  const flexible = version >= 5;
  const m: CreateTopicsRequestCreatableReplicaAssignment = {
    partitionIndex: r.int32(),
    brokerIds: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequestCreatableReplicaAssignment(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsRequestCreatableReplicaAssignment>,
): void {
  const flexible = version >= 5;
  w.int32(or(m.partitionIndex, 0));
  w.int32Array(or(m.brokerIds, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsRequestCreatableTopicConfig(
  r: Reader,
  version: number,
): CreateTopicsRequestCreatableTopicConfig {
  const flexible = version >= 5;
  const m: CreateTopicsRequestCreatableTopicConfig = {
    name: r.string(flexible),
    value: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequestCreatableTopicConfig(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsRequestCreatableTopicConfig>,
): void {
  const flexible = version >= 5;
  w.string(or(m.name, ''), flexible);
  w.nullableString(or(m.value, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsRequestCreatableTopic(r: Reader, version: number): CreateTopicsRequestCreatableTopic {
  const flexible = version >= 5;
  const m: CreateTopicsRequestCreatableTopic = {
    name: r.string(flexible),
    numPartitions: r.int32(),
    replicationFactor: r.int16(),
    assignments: r.array(flexible, readCreateTopicsRequestCreatableReplicaAssignment, version),
    configs: r.array(flexible, readCreateTopicsRequestCreatableTopicConfig, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequestCreatableTopic(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsRequestCreatableTopic>,
): void {
  const flexible = version >= 5;
  w.string(or(m.name, ''), flexible);
  w.int32(or(m.numPartitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.assignments, []), flexible, writeCreateTopicsRequestCreatableReplicaAssignment, version);
  w.array(or(m.configs, []), flexible, writeCreateTopicsRequestCreatableTopicConfig, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsRequest(r: Reader, version: number): CreateTopicsRequest {
  const flexible = version >= 5;
  const m: CreateTopicsRequest = {
    topics: r.array(flexible, readCreateTopicsRequestCreatableTopic, version),
    timeoutMs: r.int32(),
    validateOnly: version >= 1 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequest(w: Writer, version: number, m: MessageInit<CreateTopicsRequest>): void {
  const flexible = version >= 5;
  w.array(or(m.topics, []), flexible, writeCreateTopicsRequestCreatableTopic, version);
  w.int32(or(m.timeoutMs, 60000));
  if (version >= 1) w.bool(or(m.validateOnly, false));
  else if (set(m.validateOnly, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsResponseCreatableTopicConfigs(
  r: Reader,
  _version: number,
): CreateTopicsResponseCreatableTopicConfigs {
  const m: CreateTopicsResponseCreatableTopicConfigs = {
    name: r.string(true),
    value: r.nullableString(true),
    readOnly: r.bool(),
    configSource: r.int8(),
    isSensitive: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsResponseCreatableTopicConfigs(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsResponseCreatableTopicConfigs>,
): void {
  w.string(or(m.name, ''), true);
  w.nullableString(or(m.value, ''), true);
  w.bool(or(m.readOnly, false));
  w.int8(or(m.configSource, -1));
  w.bool(or(m.isSensitive, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readCreateTopicsResponseCreatableTopicResult(
  r: Reader,
  version: number,
): CreateTopicsResponseCreatableTopicResult {
  const flexible = version >= 5;
  const m: CreateTopicsResponseCreatableTopicResult = {
    name: r.string(flexible),
    topicId: version >= 7 ? r.uuid() : ZERO_UUID,
    errorCode: r.int16(),
    errorMessage: version >= 1 ? r.nullableString(flexible) : '',
    topicConfigErrorCode: 0,
    numPartitions: version >= 5 ? r.int32() : -1,
    replicationFactor: version >= 5 ? r.int16() : -1,
    configs: version >= 5 ? r.nullableArray(true, readCreateTopicsResponseCreatableTopicConfigs, version) : [],
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.topicConfigErrorCode = r.int16();
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

function writeCreateTopicsResponseCreatableTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsResponseCreatableTopicResult>,
): void {
  const flexible = version >= 5;
  w.string(or(m.name, ''), flexible);
  if (version >= 7) w.uuid(or(m.topicId, ZERO_UUID));
  w.int16(or(m.errorCode, 0));
  if (version >= 1) w.nullableString(or(m.errorMessage, ''), flexible);
  if (version >= 5) w.int32(or(m.numPartitions, -1));
  if (version >= 5) w.int16(or(m.replicationFactor, -1));
  if (version >= 5) w.nullableArray(or(m.configs, []), true, writeCreateTopicsResponseCreatableTopicConfigs, version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.topicConfigErrorCode, 0)) {
      const at = w.beginTag(tags, 0);
      w.int16(or(m.topicConfigErrorCode, 0));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readCreateTopicsResponse(r: Reader, version: number): CreateTopicsResponse {
  const flexible = version >= 5;
  const m: CreateTopicsResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    topics: r.array(flexible, readCreateTopicsResponseCreatableTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsResponse(w: Writer, version: number, m: MessageInit<CreateTopicsResponse>): void {
  const flexible = version >= 5;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeCreateTopicsResponseCreatableTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
