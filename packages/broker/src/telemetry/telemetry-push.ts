/** Metrics that a client pushed (KIP-714). */
export interface TelemetryPush {
  /** The node that it was pushed to. */
  readonly nodeId: number;
  /** 22 characters of base64url; given by a broker, and kept by the client as long as it runs. */
  readonly clientInstanceId: string;
  readonly clientId: string | null;
  /** As the client has it in ApiVersions (KIP-511), e.g. apache-kafka-java; unknown where it says nothing. */
  readonly clientSoftwareName: string;
  readonly clientSoftwareVersion: string;
  /** The last one of a client that ends. */
  readonly terminating: boolean;
  /** OpenTelemetry MetricsData v1 as protobuf, decompressed. */
  readonly metrics: Buffer;
  /** ms since the epoch. */
  readonly receivedAtMs: number;
}
