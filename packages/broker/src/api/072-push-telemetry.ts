import { ErrorCode, PushTelemetry, type PushTelemetryRequest, type PushTelemetryResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * PushTelemetry (72), v0 (KIP-714). Metrics of the client, which are decompressed, kept, and not looked into. With the option
 * `telemetry` only.
 */
export const pushTelemetry: ApiHandler<PushTelemetryRequest, PushTelemetryResponse> = {
  api: PushTelemetry,
  minVersion: 0,
  maxVersion: 0,
  handle(request, context) {
    const { telemetry, nodeId, connection } = context;
    const pushed = telemetry.at(nodeId).push(request, context);
    if (pushed !== undefined && 'errorCode' in pushed) return pushed;
    if (pushed !== undefined) telemetry.keep(pushed, connection.id);
    return { errorCode: ErrorCode.NONE };
  },
};
