// Generated from packages/wire/schema/070-controller-registration.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 70. A controller makes itself known to the cluster: where it listens and which features it can have. Goes to
 * the active controller, from a controller.
 *
 * - v0: The first and only one so far (KIP-919).
 */
export const ControllerRegistration: Api<ControllerRegistrationRequest, ControllerRegistrationResponse> =
  /* @__PURE__ */ api(
    70,
    'ControllerRegistration',
    /* @__PURE__ */ new Message(
      'ControllerRegistrationRequest',
      [0, 0],
      0,
      readControllerRegistrationRequest,
      writeControllerRegistrationRequest,
    ),
    /* @__PURE__ */ new Message(
      'ControllerRegistrationResponse',
      [0, 0],
      0,
      readControllerRegistrationResponse,
      writeControllerRegistrationResponse,
    ),
  );

/** The request of {@link ControllerRegistration}. */
export interface ControllerRegistrationRequest {
  /** The id of the controller. */
  controllerId: number;
  /** Made anew each time the process starts. */
  incarnationId: string;
  /** Whether the controller is set up for migration from ZooKeeper. */
  zkMigrationReady: boolean;
  /** Where the controller listens. */
  listeners: ControllerRegistrationRequestListener[];
  /** The features that the controller can have. */
  features: ControllerRegistrationRequestFeature[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the controller listens. */
export interface ControllerRegistrationRequestListener {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL. */
  securityProtocol: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features that the controller can have. */
export interface ControllerRegistrationRequestFeature {
  /** The name of the feature. */
  name: string;
  /** The lowest level it can have. */
  minSupportedVersion: number;
  /** The highest level it can have. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ControllerRegistration}. */
export interface ControllerRegistrationResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readControllerRegistrationRequestListener(r: Reader, _version: number): ControllerRegistrationRequestListener {
  const m: ControllerRegistrationRequestListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
    securityProtocol: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationRequestListener(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationRequestListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.int16(or(m.securityProtocol, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readControllerRegistrationRequestFeature(r: Reader, _version: number): ControllerRegistrationRequestFeature {
  const m: ControllerRegistrationRequestFeature = {
    name: r.string(true),
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationRequestFeature(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationRequestFeature>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readControllerRegistrationRequest(r: Reader, version: number): ControllerRegistrationRequest {
  const m: ControllerRegistrationRequest = {
    controllerId: r.int32(),
    incarnationId: r.uuid(),
    zkMigrationReady: r.bool(),
    listeners: r.array(true, readControllerRegistrationRequestListener, version),
    features: r.array(true, readControllerRegistrationRequestFeature, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationRequest(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationRequest>,
): void {
  w.int32(or(m.controllerId, 0));
  w.uuid(or(m.incarnationId, ZERO_UUID));
  w.bool(or(m.zkMigrationReady, false));
  w.array(or(m.listeners, []), true, writeControllerRegistrationRequestListener, version);
  w.array(or(m.features, []), true, writeControllerRegistrationRequestFeature, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readControllerRegistrationResponse(r: Reader, _version: number): ControllerRegistrationResponse {
  const m: ControllerRegistrationResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationResponse(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}
