// Generated from packages/wire/schema/071-get-telemetry-subscriptions.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 71. Asks which metrics of the client the operators of the cluster want, and how often (KIP-714). Goes to any
 * broker.
 *
 * - v0: The first and only one so far.
 */
export const GetTelemetrySubscriptions: Api<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse> =
  /* @__PURE__ */ api(
    71,
    'GetTelemetrySubscriptions',
    /* @__PURE__ */ new Message(
      'GetTelemetrySubscriptionsRequest',
      [0, 0],
      0,
      readGetTelemetrySubscriptionsRequest,
      writeGetTelemetrySubscriptionsRequest,
    ),
    /* @__PURE__ */ new Message(
      'GetTelemetrySubscriptionsResponse',
      [0, 0],
      0,
      readGetTelemetrySubscriptionsResponse,
      writeGetTelemetrySubscriptionsResponse,
    ),
  );

/** The request of {@link GetTelemetrySubscriptions}. */
export interface GetTelemetrySubscriptionsRequest {
  /** The id that the client got from a broker; zero when it has none yet. */
  clientInstanceId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link GetTelemetrySubscriptions}. */
export interface GetTelemetrySubscriptionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The id that the client gets if it had none; may else be zero. */
  clientInstanceId: string;
  /** Stands for what is wanted, and changes with it. */
  subscriptionId: number;
  /** How metrics may be compressed, the best first: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  acceptedCompressionTypes: number[];
  /** How often to send metrics, in ms. */
  pushIntervalMs: number;
  /** How many bytes of metrics one request may carry. */
  telemetryMaxBytes: number;
  /** Whether counters shall tell how much they rose since the last time, instead of their totals. */
  deltaTemporality: boolean;
  /** The metrics wanted, each by the start of its name: one empty string for all of them, an empty list for none. */
  requestedMetrics: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readGetTelemetrySubscriptionsRequest(r: Reader, _version: number): GetTelemetrySubscriptionsRequest {
  const m: GetTelemetrySubscriptionsRequest = {
    clientInstanceId: r.uuid(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGetTelemetrySubscriptionsRequest(
  w: Writer,
  version: number,
  m: MessageInit<GetTelemetrySubscriptionsRequest>,
): void {
  w.uuid(or(m.clientInstanceId, ZERO_UUID));
  w.unknownTags(m.unknownTags, true, version);
}

function readGetTelemetrySubscriptionsResponse(r: Reader, _version: number): GetTelemetrySubscriptionsResponse {
  const m: GetTelemetrySubscriptionsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    clientInstanceId: r.uuid(),
    subscriptionId: r.int32(),
    acceptedCompressionTypes: r.int8Array(true),
    pushIntervalMs: r.int32(),
    telemetryMaxBytes: r.int32(),
    deltaTemporality: r.bool(),
    requestedMetrics: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGetTelemetrySubscriptionsResponse(
  w: Writer,
  version: number,
  m: MessageInit<GetTelemetrySubscriptionsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.uuid(or(m.clientInstanceId, ZERO_UUID));
  w.int32(or(m.subscriptionId, 0));
  w.int8Array(or(m.acceptedCompressionTypes, []), true);
  w.int32(or(m.pushIntervalMs, 0));
  w.int32(or(m.telemetryMaxBytes, 0));
  w.bool(or(m.deltaTemporality, false));
  w.stringArray(or(m.requestedMetrics, []), true);
  w.unknownTags(m.unknownTags, true, version);
}
