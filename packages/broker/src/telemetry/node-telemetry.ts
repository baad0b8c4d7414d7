import { CodecError, compressionTypeOf, decompressPayload } from '@k/codec';
import {
  ErrorCode,
  ZERO_UUID,
  type GetTelemetrySubscriptionsRequest,
  type GetTelemetrySubscriptionsResponse,
  type MessageInit,
  type PushTelemetryRequest,
} from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import type { ClientInstance } from './client-instance.ts';
import { ClientInstances } from './client-instances.ts';
import type { TelemetryClient } from './telemetry-client.ts';
import type { TelemetryPush } from './telemetry-push.ts';

/** zstd, lz4, gzip, snappy: clients take the first that they know. */
const ACCEPTED_COMPRESSION_TYPES = [4, 3, 1, 2];

/** Stands for the metadata topic of KRaft. */
const ONE_UUID = 'AAAAAAAAAAAAAAAAAAAAAQ';

/** Errors after which a client asks again at once. */
const ASKS_AGAIN: readonly number[] = [ErrorCode.UNKNOWN_SUBSCRIPTION_ID, ErrorCode.UNSUPPORTED_COMPRESSION_TYPE];

/** The telemetry of clients at one node: each node knows its own clients, as on Kafka. Kafka: ClientMetricsManager. */
export class NodeTelemetry {
  readonly #nodeId: number;
  readonly #cluster: ClusterState;
  readonly #instances: ClientInstances;

  constructor(nodeId: number, cluster: ClusterState) {
    this.#nodeId = nodeId;
    this.#cluster = cluster;
    this.#instances = new ClientInstances(cluster.configs);
  }

  /** What the client is to push. Who has no id yet gets one. */
  subscriptions(
    { clientInstanceId: told }: GetTelemetrySubscriptionsRequest,
    client: TelemetryClient,
  ): MessageInit<GetTelemetrySubscriptionsResponse> {
    const clientInstanceId = told === ZERO_UUID ? this.#newId() : told;
    const nowMs = this.#cluster.clock.monotonic();
    const instance = this.#instances.heardOf(clientInstanceId, client, nowMs);
    if (!instance.takesQuestion(nowMs) && !ASKS_AGAIN.includes(instance.lastErrorCode)) {
      return { errorCode: ErrorCode.THROTTLING_QUOTA_EXCEEDED };
    }
    instance.lastErrorCode = ErrorCode.NONE;
    const { subscriptionId, intervalMs, metrics } = instance.subscribed;
    return {
      clientInstanceId,
      subscriptionId,
      acceptedCompressionTypes: ACCEPTED_COMPRESSION_TYPES,
      pushIntervalMs: intervalMs,
      telemetryMaxBytes: this.#maxBytes,
      deltaTemporality: true,
      requestedMetrics: [...metrics],
    };
  }

  /** @returns what was pushed, undefined for nothing; or how it is refused */
  push(
    request: PushTelemetryRequest,
    client: TelemetryClient,
  ): TelemetryPush | undefined | { readonly errorCode: number } {
    const { clientInstanceId, terminating } = request;
    if (clientInstanceId === ZERO_UUID || clientInstanceId === ONE_UUID)
      return { errorCode: ErrorCode.INVALID_REQUEST };
    const nowMs = this.#cluster.clock.monotonic();
    const instance = this.#instances.heardOf(clientInstanceId, client, nowMs);
    let errorCode = this.#problem(request, instance, nowMs);
    instance.terminating = terminating;
    const isSent = errorCode === ErrorCode.NONE && request.metrics.length > 0;
    const metrics = isSent ? this.#plain(request) : undefined;
    if (isSent && metrics === undefined) errorCode = ErrorCode.INVALID_RECORD;
    instance.lastErrorCode = errorCode;
    if (errorCode !== ErrorCode.NONE) return { errorCode };
    return metrics === undefined ? undefined : this.#pushed(request, client, metrics);
  }

  #pushed(
    { clientInstanceId, terminating }: PushTelemetryRequest,
    client: TelemetryClient,
    metrics: Buffer,
  ): TelemetryPush {
    const { clientId, connection } = client;
    return {
      nodeId: this.#nodeId,
      clientInstanceId,
      clientId,
      clientSoftwareName: connection.software.name,
      clientSoftwareVersion: connection.software.version,
      terminating,
      metrics,
      receivedAtMs: Math.floor(this.#cluster.clock.now()),
    };
  }

  /** Kafka: ClientMetricsManager.validatePushRequest. */
  #problem(request: PushTelemetryRequest, instance: ClientInstance, nowMs: number): number {
    if (instance.terminating) return ErrorCode.INVALID_REQUEST;
    if (!instance.takesPush(nowMs) && !request.terminating) return ErrorCode.THROTTLING_QUOTA_EXCEEDED;
    if (request.subscriptionId !== instance.subscribed.subscriptionId) return ErrorCode.UNKNOWN_SUBSCRIPTION_ID;
    if (compressionTypeOf(request.compressionType) === undefined) return ErrorCode.UNSUPPORTED_COMPRESSION_TYPE;
    return request.metrics.length > this.#maxBytes ? ErrorCode.TELEMETRY_TOO_LARGE : ErrorCode.NONE;
  }

  /** Undefined: it cannot be decompressed, or becomes larger than is allowed; 4.4 tells the one from the other no more than this. */
  #plain({ metrics, compressionType }: PushTelemetryRequest): Buffer | undefined {
    const type = compressionTypeOf(compressionType);
    if (type === undefined || type === 'none') return Buffer.from(metrics);
    try {
      return decompressPayload(type, metrics, { maxBytes: this.#maxBytes });
    } catch (error) {
      if (error instanceof CodecError) return undefined;
      throw error;
    }
  }

  /** Cannot be altered at run time. */
  get #maxBytes(): number {
    return Number(this.#cluster.configs.brokers.value('telemetry.max.bytes', this.#nodeId));
  }

  #newId(): string {
    for (;;) {
      const id = this.#cluster.newUuid();
      if (!this.#instances.has(id)) return id;
    }
  }
}
