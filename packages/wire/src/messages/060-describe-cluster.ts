// Generated from packages/wire/schema/060-describe-cluster.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 60. Tells the id of the cluster, its brokers or controllers, and what this user may do with it. Goes to any
 * broker, or any controller (with v1 and later).
 *
 * - v0: The first (KIP-700).
 * - v1: endpointType: controllers can be told about; MISMATCHED_ENDPOINT_TYPE and UNSUPPORTED_ENDPOINT_TYPE may be answered (KIP-919).
 * - v2: Fenced brokers on request (KIP-1073).
 */
export const DescribeCluster: Api<DescribeClusterRequest, DescribeClusterResponse> = /* @__PURE__ */ api(
  60,
  'DescribeCluster',
  /* @__PURE__ */ new Message(
    'DescribeClusterRequest',
    [0, 2],
    0,
    readDescribeClusterRequest,
    writeDescribeClusterRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeClusterResponse',
    [0, 2],
    0,
    readDescribeClusterResponse,
    writeDescribeClusterResponse,
  ),
);

/** The request of {@link DescribeCluster}. */
export interface DescribeClusterRequest {
  /** Whether to tell what this user may do with the cluster. */
  includeClusterAuthorizedOperations: boolean;
  /** What to tell about: 1 brokers, 2 controllers. (since v1, default 1) */
  endpointType: number;
  /** Whether to tell about fenced brokers too. (since v2) */
  includeFencedBrokers: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeCluster}. */
export interface DescribeClusterResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** What is told about: 1 brokers, 2 controllers. (since v1, default 1) */
  endpointType: number;
  /** The id of the cluster. */
  clusterId: string;
  /**
   * From a controller, the active controller; from a broker, any broker, since each of them forwards; -1 when
   * unknown. (default -1)
   */
  controllerId: number;
  /** The brokers, or the controllers if these were asked for. */
  brokers: DescribeClusterResponseBroker[];
  /** Bits for what this user may do with the cluster; -2³¹ when not asked for. (default -2147483648) */
  clusterAuthorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers, or the controllers if these were asked for. */
export interface DescribeClusterResponseBroker {
  /** The id of the node. */
  brokerId: number;
  /** Where it listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack it is in; null when it was not told. (default null) */
  rack: string | null;
  /** Whether the broker is fenced: registered, but out of service. (since v2) */
  isFenced: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeClusterRequest(r: Reader, version: number): DescribeClusterRequest {
  const m: DescribeClusterRequest = {
    includeClusterAuthorizedOperations: r.bool(),
    endpointType: version >= 1 ? r.int8() : 1,
    includeFencedBrokers: version >= 2 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClusterRequest(w: Writer, version: number, m: MessageInit<DescribeClusterRequest>): void {
  w.bool(or(m.includeClusterAuthorizedOperations, false));
  if (version >= 1) w.int8(or(m.endpointType, 1));
  else if (set(m.endpointType, 1)) w.absent(version);
  if (version >= 2) w.bool(or(m.includeFencedBrokers, false));
  else if (set(m.includeFencedBrokers, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeClusterResponseBroker(r: Reader, version: number): DescribeClusterResponseBroker {
  const m: DescribeClusterResponseBroker = {
    brokerId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    rack: r.nullableString(true),
    isFenced: version >= 2 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClusterResponseBroker(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClusterResponseBroker>,
): void {
  w.int32(or(m.brokerId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.nullableString(or(m.rack, null), true);
  if (version >= 2) w.bool(or(m.isFenced, false));
  else if (set(m.isFenced, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeClusterResponse(r: Reader, version: number): DescribeClusterResponse {
  const m: DescribeClusterResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    endpointType: version >= 1 ? r.int8() : 1,
    clusterId: r.string(true),
    controllerId: r.int32(),
    brokers: r.array(true, readDescribeClusterResponseBroker, version),
    clusterAuthorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClusterResponse(w: Writer, version: number, m: MessageInit<DescribeClusterResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  if (version >= 1) w.int8(or(m.endpointType, 1));
  else if (set(m.endpointType, 1)) w.absent(version);
  w.string(or(m.clusterId, ''), true);
  w.int32(or(m.controllerId, -1));
  w.array(or(m.brokers, []), true, writeDescribeClusterResponseBroker, version);
  w.int32(or(m.clusterAuthorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}
