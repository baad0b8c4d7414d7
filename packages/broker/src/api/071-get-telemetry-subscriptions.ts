import {
  GetTelemetrySubscriptions,
  type GetTelemetrySubscriptionsRequest,
  type GetTelemetrySubscriptionsResponse,
} from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * GetTelemetrySubscriptions (71), v0 (KIP-714). What the client is to push, how often and how compressed, by the subscriptions
 * that fit it; and its id, when it has none yet. With the option `telemetry` only.
 */
export const getTelemetrySubscriptions: ApiHandler<
  GetTelemetrySubscriptionsRequest,
  GetTelemetrySubscriptionsResponse
> = {
  api: GetTelemetrySubscriptions,
  minVersion: 0,
  maxVersion: 0,
  handle: (request, context) => context.telemetry.at(context.nodeId).subscriptions(request, context),
};
