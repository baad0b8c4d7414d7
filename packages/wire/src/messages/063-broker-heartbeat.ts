// Generated from packages/wire/schema/063-broker-heartbeat.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 63. A broker shows that it is alive, and asks to be fenced, set free or shut down. Goes to the active
 * controller, from a broker.
 *
 * - v0: The first (KIP-631).
 * - v1: offlineLogDirs (KIP-858).
 * - v2: cordonedLogDirs (KIP-1066).
 */
export const BrokerHeartbeat: Api<BrokerHeartbeatRequest, BrokerHeartbeatResponse> = /* @__PURE__ */ api(
  63,
  'BrokerHeartbeat',
  /* @__PURE__ */ new Message(
    'BrokerHeartbeatRequest',
    [0, 2],
    0,
    readBrokerHeartbeatRequest,
    writeBrokerHeartbeatRequest,
  ),
  /* @__PURE__ */ new Message(
    'BrokerHeartbeatResponse',
    [0, 2],
    0,
    readBrokerHeartbeatResponse,
    writeBrokerHeartbeatResponse,
  ),
);

/** The request of {@link BrokerHeartbeat}. */
export interface BrokerHeartbeatRequest {
  /** The id of the broker. */
  brokerId: number;
  /** The epoch that the broker got when it registered. (default -1) */
  brokerEpoch: bigint;
  /** Up to which offset the broker has read the metadata log. */
  currentMetadataOffset: bigint;
  /** Whether the broker wants to be, or stay, out of service. */
  wantFence: boolean;
  /** Whether the broker wants to shut down. */
  wantShutDown: boolean;
  /** The log directories that have failed. (since v1) */
  offlineLogDirs: string[];
  /** The log directories that take no new replicas; null while the broker starts. (since v2, default null) */
  cordonedLogDirs: string[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link BrokerHeartbeat}. */
export interface BrokerHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** Whether the broker is about level with the metadata log. */
  isCaughtUp: boolean;
  /** Whether the broker is fenced: out of service. (default true) */
  isFenced: boolean;
  /** Whether the broker may now shut down. */
  shouldShutDown: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readBrokerHeartbeatRequest(r: Reader, version: number): BrokerHeartbeatRequest {
  const m: BrokerHeartbeatRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
    currentMetadataOffset: r.int64(),
    wantFence: r.bool(),
    wantShutDown: r.bool(),
    offlineLogDirs: [],
    cordonedLogDirs: null,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.offlineLogDirs = r.uuidArray(true);
    else if (tag === 1 && version >= 2) m.cordonedLogDirs = r.nullableUuidArray(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerHeartbeatRequest(w: Writer, version: number, m: MessageInit<BrokerHeartbeatRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.int64(or(m.currentMetadataOffset, 0n));
  w.bool(or(m.wantFence, false));
  w.bool(or(m.wantShutDown, false));
  if (!(version >= 1) && set(m.offlineLogDirs, [])) w.absent(version);
  if (!(version >= 2) && set(m.cordonedLogDirs, null)) w.absent(version);
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.offlineLogDirs, [])) {
    const at = w.beginTag(tags, 0);
    w.uuidArray(or(m.offlineLogDirs, []), true);
    w.endTag(at);
  }
  if (version >= 2 && set(m.cordonedLogDirs, null)) {
    const at = w.beginTag(tags, 1);
    w.nullableUuidArray(or(m.cordonedLogDirs, null), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

function readBrokerHeartbeatResponse(r: Reader, _version: number): BrokerHeartbeatResponse {
  const m: BrokerHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    isCaughtUp: r.bool(),
    isFenced: r.bool(),
    shouldShutDown: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerHeartbeatResponse(w: Writer, version: number, m: MessageInit<BrokerHeartbeatResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.bool(or(m.isCaughtUp, false));
  w.bool(or(m.isFenced, true));
  w.bool(or(m.shouldShutDown, false));
  w.unknownTags(m.unknownTags, true, version);
}
