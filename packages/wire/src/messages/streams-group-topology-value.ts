// Generated from packages/wire/schema/streams-group-topology-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
