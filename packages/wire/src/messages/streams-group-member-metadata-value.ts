// Generated from packages/wire/schema/streams-group-member-metadata-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
