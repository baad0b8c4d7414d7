// Generated from packages/wire/schema/072-push-telemetry.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 72. Sends metrics of the client (KIP-714). Goes to the broker that answered GetTelemetrySubscriptions, or
 * any other.
 *
 * - v0: The first and only one so far.
 */
export const PushTelemetry: Api<PushTelemetryRequest, PushTelemetryResponse> = /* @__PURE__ */ api(
  72,
  'PushTelemetry',
  /* @__PURE__ */ new Message('PushTelemetryRequest', [0, 0], 0, readPushTelemetryRequest, writePushTelemetryRequest),
  /* @__PURE__ */ new Message(
    'PushTelemetryResponse',
    [0, 0],
    0,
    readPushTelemetryResponse,
    writePushTelemetryResponse,
  ),
);

/** The request of {@link PushTelemetry}. */
export interface PushTelemetryRequest {
  /** The id that the client got from a broker. */
  clientInstanceId: string;
  /** The subscription that the metrics are for; UNKNOWN_SUBSCRIPTION_ID when it has changed. */
  subscriptionId: number;
  /** Whether the client stops, and sends no more. */
  terminating: boolean;
  /** How metrics is compressed: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  compressionType: number;
  /** The metrics: OpenTelemetry MetricsData v1, as protobuf. */
  metrics: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link PushTelemetry}. */
export interface PushTelemetryResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readPushTelemetryRequest(r: Reader, _version: number): PushTelemetryRequest {
  const m: PushTelemetryRequest = {
    clientInstanceId: r.uuid(),
    subscriptionId: r.int32(),
    terminating: r.bool(),
    compressionType: r.int8(),
    metrics: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writePushTelemetryRequest(w: Writer, version: number, m: MessageInit<PushTelemetryRequest>): void {
  w.uuid(or(m.clientInstanceId, ZERO_UUID));
  w.int32(or(m.subscriptionId, 0));
  w.bool(or(m.terminating, false));
  w.int8(or(m.compressionType, 0));
  w.bytes(or(m.metrics, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readPushTelemetryResponse(r: Reader, _version: number): PushTelemetryResponse {
  const m: PushTelemetryResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writePushTelemetryResponse(w: Writer, version: number, m: MessageInit<PushTelemetryResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}
