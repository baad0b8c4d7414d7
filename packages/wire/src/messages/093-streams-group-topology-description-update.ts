// Generated from packages/wire/schema/093-streams-group-topology-description-update.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 93. A member of a group of Kafka Streams describes its whole topology, for tools to show, when a heartbeat
 * has asked for that. Goes to the group coordinator.
 *
 * - v0: The first and only one so far (KIP-1331).
 */
export const StreamsGroupTopologyDescriptionUpdate: Api<
  StreamsGroupTopologyDescriptionUpdateRequest,
  StreamsGroupTopologyDescriptionUpdateResponse
> = /* @__PURE__ */ api(
  93,
  'StreamsGroupTopologyDescriptionUpdate',
  /* @__PURE__ */ new Message(
    'StreamsGroupTopologyDescriptionUpdateRequest',
    [0, 0],
    0,
    readStreamsGroupTopologyDescriptionUpdateRequest,
    writeStreamsGroupTopologyDescriptionUpdateRequest,
  ),
  /* @__PURE__ */ new Message(
    'StreamsGroupTopologyDescriptionUpdateResponse',
    [0, 0],
    0,
    readStreamsGroupTopologyDescriptionUpdateResponse,
    writeStreamsGroupTopologyDescriptionUpdateResponse,
  ),
);

/** The request of {@link StreamsGroupTopologyDescriptionUpdate}. */
export interface StreamsGroupTopologyDescriptionUpdateRequest {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. When the group does not know it, the answer is UNKNOWN_MEMBER_ID. */
  memberId: string;
  /** The epoch of the topology. */
  topologyEpoch: number;
  /** The description. */
  topologyDescription: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The description. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription {
  /** Its independent parts. */
  subtopologies: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology[];
  /** Stores that every instance has in full. */
  globalStores: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The nodes that records pass through. */
  nodes: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The nodes that records pass through. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode {
  /** The name of the node, e.g. KSTREAM-SOURCE-0000000000. */
  name: string;
  /** 1 source, 2 processor, 3 sink. */
  nodeType: number;
  /** The topics that a source reads from; empty for others, and when they are only known at run time. */
  sourceTopics: string[];
  /** The topic that a sink writes to; null for others, and when it is only known at run time. (default null) */
  sinkTopic: string | null;
  /** The stores that a processor uses; empty for others. */
  stores: string[];
  /** The names of the nodes that come next. */
  successors: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Stores that every instance has in full. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore {
  /** The source that feeds the store. */
  source: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode;
  /** The processor that fills it. */
  processor: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StreamsGroupTopologyDescriptionUpdate}. */
export interface StreamsGroupTopologyDescriptionUpdateResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

const defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode =
  /* @__PURE__ */ Object.freeze({
    name: '',
    nodeType: 0,
    sourceTopics: [],
    sinkTopic: null,
    stores: [],
    successors: [],
  });

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
  r: Reader,
  _version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode = {
    name: r.string(true),
    nodeType: r.int8(),
    sourceTopics: r.stringArray(true),
    sinkTopic: r.nullableString(true),
    stores: r.stringArray(true),
    successors: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode>,
): void {
  w.string(or(m.name, ''), true);
  w.int8(or(m.nodeType, 0));
  w.stringArray(or(m.sourceTopics, []), true);
  w.nullableString(or(m.sinkTopic, null), true);
  w.stringArray(or(m.stores, []), true);
  w.stringArray(or(m.successors, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology = {
    subtopologyId: r.string(true),
    nodes: r.array(true, readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.array(or(m.nodes, []), true, writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore = {
    source: readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(r, version),
    processor: readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore>,
): void {
  writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
    w,
    version,
    or(m.source, defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode),
  );
  writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
    w,
    version,
    or(m.processor, defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode),
  );
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription =
  /* @__PURE__ */ Object.freeze({ subtopologies: [], globalStores: [] });

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription = {
    subtopologies: r.array(
      true,
      readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology,
      version,
    ),
    globalStores: r.array(
      true,
      readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore,
      version,
    ),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription>,
): void {
  w.array(
    or(m.subtopologies, []),
    true,
    writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology,
    version,
  );
  w.array(
    or(m.globalStores, []),
    true,
    writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore,
    version,
  );
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateRequest(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequest {
  const m: StreamsGroupTopologyDescriptionUpdateRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    topologyEpoch: r.int32(),
    topologyDescription: readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequest(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.topologyEpoch, 0));
  writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(
    w,
    version,
    or(m.topologyDescription, defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription),
  );
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateResponse(
  r: Reader,
  _version: number,
): StreamsGroupTopologyDescriptionUpdateResponse {
  const m: StreamsGroupTopologyDescriptionUpdateResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateResponse(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}
