type Pem = string | Uint8Array;

/** TLS of one connection: what `node:tls` calls by the same names, and nothing that opens a hole by accident. */
export interface TlsOptions {
  /** Certificates of the authorities to trust, PEM, instead of those that Node brings along. */
  readonly ca?: Pem | readonly Pem[] | undefined;
  /** The client's own certificate with its chain, PEM, for brokers that ask (`ssl.client.auth`). */
  readonly cert?: Pem | readonly Pem[] | undefined;
  /** The private key of `cert`, PEM. */
  readonly key?: Pem | undefined;
  /** Certificate and key in one PKCS #12 file, instead of `cert` and `key`. */
  readonly pfx?: Uint8Array | undefined;
  /** Opens `key` or `pfx`. */
  readonly passphrase?: string | undefined;
  /** Name asked for (SNI) and looked for in the broker's certificate. @default the host connected to */
  readonly servername?: string | undefined;
  /** Lowest version taken. @default 'TLSv1.2' */
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' | undefined;
  /** Whether the broker's certificate must be for the name connected to. @default true */
  readonly checkServerIdentity?: boolean | undefined;
  /** Whether the broker's certificate must be signed by somebody trusted. False trusts everybody. @default true */
  readonly rejectUnauthorized?: boolean | undefined;
}
