// Generated from packages/wire/schema/062-broker-registration.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 62. A broker that starts makes itself known to the cluster, and gets its epoch. Goes to the active
 * controller, from a broker.
 *
 * - v0: The first (KIP-631).
 * - v1: isMigratingZkBroker (KIP-866).
 * - v2: logDirs (KIP-858).
 * - v3: previousBrokerEpoch (KIP-966).
 * - v4: Features whose lowest level is 0 are told too (KAFKA-17011).
 */
export const BrokerRegistration: Api<BrokerRegistrationRequest, BrokerRegistrationResponse> = /* @__PURE__ */ api(
  62,
  'BrokerRegistration',
  /* @__PURE__ */ new Message(
    'BrokerRegistrationRequest',
    [0, 4],
    0,
    readBrokerRegistrationRequest,
    writeBrokerRegistrationRequest,
  ),
  /* @__PURE__ */ new Message(
    'BrokerRegistrationResponse',
    [0, 4],
    0,
    readBrokerRegistrationResponse,
    writeBrokerRegistrationResponse,
  ),
);

/** The request of {@link BrokerRegistration}. */
export interface BrokerRegistrationRequest {
  /** The id of the broker. */
  brokerId: number;
  /** The cluster the broker believes to be in. */
  clusterId: string;
  /** Made anew each time the process starts. */
  incarnationId: string;
  /** Where the broker listens. */
  listeners: BrokerRegistrationRequestListener[];
  /** The features that the broker can have. */
  features: BrokerRegistrationRequestFeature[];
  /** The rack the broker is in; null when unknown. */
  rack: string | null;
  /** Whether the broker still works with ZooKeeper and is set up to migrate. (since v1) */
  isMigratingZkBroker: boolean;
  /** The log directories that the broker can use. (since v2) */
  logDirs: string[];
  /** The epoch of the broker before it was last shut down, if that was done cleanly; else -1. (since v3, default -1) */
  previousBrokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the broker listens. */
export interface BrokerRegistrationRequestListener {
  /** The name of the listener. */
  name: string;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL. */
  securityProtocol: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features that the broker can have. */
export interface BrokerRegistrationRequestFeature {
  /** The name of the feature. */
  name: string;
  /** The lowest level it can have. */
  minSupportedVersion: number;
  /** The highest level it can have. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link BrokerRegistration}. */
export interface BrokerRegistrationResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The epoch that the broker now has; -1 on an error. (default -1) */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readBrokerRegistrationRequestListener(r: Reader, _version: number): BrokerRegistrationRequestListener {
  const m: BrokerRegistrationRequestListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
    securityProtocol: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationRequestListener(
  w: Writer,
  version: number,
  m: MessageInit<BrokerRegistrationRequestListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.int16(or(m.securityProtocol, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readBrokerRegistrationRequestFeature(r: Reader, _version: number): BrokerRegistrationRequestFeature {
  const m: BrokerRegistrationRequestFeature = {
    name: r.string(true),
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationRequestFeature(
  w: Writer,
  version: number,
  m: MessageInit<BrokerRegistrationRequestFeature>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readBrokerRegistrationRequest(r: Reader, version: number): BrokerRegistrationRequest {
  const m: BrokerRegistrationRequest = {
    brokerId: r.int32(),
    clusterId: r.string(true),
    incarnationId: r.uuid(),
    listeners: r.array(true, readBrokerRegistrationRequestListener, version),
    features: r.array(true, readBrokerRegistrationRequestFeature, version),
    rack: r.nullableString(true),
    isMigratingZkBroker: version >= 1 ? r.bool() : false,
    logDirs: version >= 2 ? r.uuidArray(true) : [],
    previousBrokerEpoch: version >= 3 ? r.int64() : -1n,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationRequest(w: Writer, version: number, m: MessageInit<BrokerRegistrationRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.string(or(m.clusterId, ''), true);
  w.uuid(or(m.incarnationId, ZERO_UUID));
  w.array(or(m.listeners, []), true, writeBrokerRegistrationRequestListener, version);
  w.array(or(m.features, []), true, writeBrokerRegistrationRequestFeature, version);
  w.nullableString(or(m.rack, ''), true);
  if (version >= 1) w.bool(or(m.isMigratingZkBroker, false));
  else if (set(m.isMigratingZkBroker, false)) w.absent(version);
  if (version >= 2) w.uuidArray(or(m.logDirs, []), true);
  if (version >= 3) w.int64(or(m.previousBrokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readBrokerRegistrationResponse(r: Reader, _version: number): BrokerRegistrationResponse {
  const m: BrokerRegistrationResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    brokerEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationResponse(w: Writer, version: number, m: MessageInit<BrokerRegistrationResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}
