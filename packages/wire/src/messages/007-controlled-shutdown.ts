// Generated from packages/wire/schema/007-controlled-shutdown.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 7. A broker that is about to stop has the lead of its partitions moved elsewhere. Only with ZooKeeper; gone
 * in Kafka 4.0. Goes to the controller, from a broker.
 *
 * - v0: With a request header of its own, which lacks clientId.
 * - v1: With the usual request header.
 * - v2: brokerEpoch (KIP-380).
 * - v3: Flexible.
 */
export const ControlledShutdown: Api<ControlledShutdownRequest, ControlledShutdownResponse> = /* @__PURE__ */ api(
  7,
  'ControlledShutdown',
  /* @__PURE__ */ new Message(
    'ControlledShutdownRequest',
    [0, 3],
    3,
    readControlledShutdownRequest,
    writeControlledShutdownRequest,
  ),
  /* @__PURE__ */ new Message(
    'ControlledShutdownResponse',
    [0, 3],
    3,
    readControlledShutdownResponse,
    writeControlledShutdownResponse,
  ),
);

/** The request of {@link ControlledShutdown}. */
export interface ControlledShutdownRequest {
  /** The broker that is about to stop. */
  brokerId: number;
  /**
   * The epoch of that broker, so that a request from before it started anew is refused; -1 for no check. (since v2,
   * default -1)
   */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ControlledShutdown}. */
export interface ControlledShutdownResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What the broker still leads. */
  remainingPartitions: ControlledShutdownResponseRemainingPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the broker still leads. */
export interface ControlledShutdownResponseRemainingPartition {
  /** The name of the topic. */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readControlledShutdownRequest(r: Reader, version: number): ControlledShutdownRequest {
  const flexible = version >= 3;
  const m: ControlledShutdownRequest = {
    brokerId: r.int32(),
    brokerEpoch: version >= 2 ? r.int64() : -1n,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControlledShutdownRequest(w: Writer, version: number, m: MessageInit<ControlledShutdownRequest>): void {
  const flexible = version >= 3;
  w.int32(or(m.brokerId, 0));
  if (version >= 2) w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readControlledShutdownResponseRemainingPartition(
  r: Reader,
  version: number,
): ControlledShutdownResponseRemainingPartition {
  const flexible = version >= 3;
  const m: ControlledShutdownResponseRemainingPartition = {
    topicName: r.string(flexible),
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControlledShutdownResponseRemainingPartition(
  w: Writer,
  version: number,
  m: MessageInit<ControlledShutdownResponseRemainingPartition>,
): void {
  const flexible = version >= 3;
  w.string(or(m.topicName, ''), flexible);
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readControlledShutdownResponse(r: Reader, version: number): ControlledShutdownResponse {
  const flexible = version >= 3;
  const m: ControlledShutdownResponse = {
    errorCode: r.int16(),
    remainingPartitions: r.array(flexible, readControlledShutdownResponseRemainingPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControlledShutdownResponse(w: Writer, version: number, m: MessageInit<ControlledShutdownResponse>): void {
  const flexible = version >= 3;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.remainingPartitions, []), flexible, writeControlledShutdownResponseRemainingPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
