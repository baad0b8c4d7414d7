// Generated from packages/wire/schema/consumer-protocol-assignment.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
