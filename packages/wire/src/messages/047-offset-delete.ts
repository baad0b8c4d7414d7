// Generated from packages/wire/schema/047-offset-delete.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 47. Deletes offsets that a group has committed, of topics it is not subscribed to (KIP-496). Goes to the
 * group coordinator.
 *
 * - v0: The first.
 */
export const OffsetDelete: Api<OffsetDeleteRequest, OffsetDeleteResponse> = /* @__PURE__ */ api(
  47,
  'OffsetDelete',
  /* @__PURE__ */ new Message(
    'OffsetDeleteRequest',
    [0, 0],
    Infinity,
    readOffsetDeleteRequest,
    writeOffsetDeleteRequest,
  ),
  /* @__PURE__ */ new Message(
    'OffsetDeleteResponse',
    [0, 0],
    Infinity,
    readOffsetDeleteResponse,
    writeOffsetDeleteResponse,
  ),
);

/** The request of {@link OffsetDelete}. */
export interface OffsetDeleteRequest {
  /** The id of the group. */
  groupId: string;
  /** The topics to forget offsets of. */
  topics: OffsetDeleteRequestTopic[];
}

/** The topics to forget offsets of. */
export interface OffsetDeleteRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to forget offsets of. */
  partitions: OffsetDeleteRequestPartition[];
}

/** The partitions to forget offsets of. */
export interface OffsetDeleteRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
}

/** The response of {@link OffsetDelete}. */
export interface OffsetDeleteResponse {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: OffsetDeleteResponseTopic[];
}

/** The outcome, by topic. */
export interface OffsetDeleteResponseTopic {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: OffsetDeleteResponsePartition[];
}

/** The outcome, by partition. */
export interface OffsetDeleteResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
}

function readOffsetDeleteRequestPartition(r: Reader, _version: number): OffsetDeleteRequestPartition {
  return {
    partitionIndex: r.int32(),
  };
}

function writeOffsetDeleteRequestPartition(
  w: Writer,
  _version: number,
  m: MessageInit<OffsetDeleteRequestPartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
}

function readOffsetDeleteRequestTopic(r: Reader, version: number): OffsetDeleteRequestTopic {
  return {
    name: r.string(),
    partitions: r.array(false, readOffsetDeleteRequestPartition, version),
  };
}

function writeOffsetDeleteRequestTopic(w: Writer, version: number, m: MessageInit<OffsetDeleteRequestTopic>): void {
  w.string(or(m.name, ''));
  w.array(or(m.partitions, []), false, writeOffsetDeleteRequestPartition, version);
}

function readOffsetDeleteRequest(r: Reader, version: number): OffsetDeleteRequest {
  return {
    groupId: r.string(),
    topics: r.array(false, readOffsetDeleteRequestTopic, version),
  };
}

function writeOffsetDeleteRequest(w: Writer, version: number, m: MessageInit<OffsetDeleteRequest>): void {
  w.string(or(m.groupId, ''));
  w.array(or(m.topics, []), false, writeOffsetDeleteRequestTopic, version);
}

function readOffsetDeleteResponsePartition(r: Reader, _version: number): OffsetDeleteResponsePartition {
  return {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
}

function writeOffsetDeleteResponsePartition(
  w: Writer,
  _version: number,
  m: MessageInit<OffsetDeleteResponsePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
}

function readOffsetDeleteResponseTopic(r: Reader, version: number): OffsetDeleteResponseTopic {
  return {
    name: r.string(),
    partitions: r.array(false, readOffsetDeleteResponsePartition, version),
  };
}

function writeOffsetDeleteResponseTopic(w: Writer, version: number, m: MessageInit<OffsetDeleteResponseTopic>): void {
  w.string(or(m.name, ''));
  w.array(or(m.partitions, []), false, writeOffsetDeleteResponsePartition, version);
}

function readOffsetDeleteResponse(r: Reader, version: number): OffsetDeleteResponse {
  return {
    errorCode: r.int16(),
    throttleTimeMs: r.int32(),
    topics: r.array(false, readOffsetDeleteResponseTopic, version),
  };
}

function writeOffsetDeleteResponse(w: Writer, version: number, m: MessageInit<OffsetDeleteResponse>): void {
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), false, writeOffsetDeleteResponseTopic, version);
}
