/** A client library, as it names itself in ApiVersions from v3 on (KIP-511). */
export interface ClientSoftware {
  readonly name: string;
  readonly version: string;
}

/** Who says nothing. Kafka: ClientInformation.EMPTY. */
export const UNKNOWN_SOFTWARE: ClientSoftware = { name: 'unknown', version: 'unknown' };
