import type { ClientAttribute } from '../config/client-metrics.ts';
import type { ClientSoftware } from '../connection/client-software.ts';

/** Who asks for subscriptions, or pushes: what its request brings along. */
export interface TelemetryClient {
  readonly clientId: string | null;
  readonly connection: {
    readonly remoteHost: string;
    readonly remotePort: string | null;
    readonly software: ClientSoftware;
    onceClosed(fn: () => void): () => void;
  };
}

/** What a subscription may choose a client by. Kafka: ClientMetricsInstanceMetadata. */
export type ClientAttributes = Readonly<Record<ClientAttribute, string | null>>;

export function attributesOf(clientInstanceId: string, { connection, clientId }: TelemetryClient): ClientAttributes {
  const { software, remoteHost, remotePort } = connection;
  return {
    client_instance_id: clientInstanceId,
    client_id: clientId,
    client_software_name: software.name,
    client_software_version: software.version,
    client_source_address: remoteHost,
    client_source_port: remotePort,
  };
}
