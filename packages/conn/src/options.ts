import type * as zod from 'zod';
import type { ApiVersionRange } from './api-version-range.ts';
import { BrokerReleases } from './broker-releases.ts';
import { nodeRuntime, type Runtime, schemaOf, type TlsOptions, waitSettings, z } from '@k/runtime';
import type { ConnectionObserver } from './observer.ts';
import { knownRelease, RELEASE_EXPECTED } from './releases.ts';
import { saslOption, type SaslOptions } from './sasl/options.ts';
import { sslOption, type TlsSource } from './tls.ts';

/** Sent to brokers (KIP-511) for their request metrics: letters, digits, '-' and '.' only. */
const SOFTWARE_NAME = 'k-typescript';
/** The package's version, written by each release; to the compiler any string, so that a release changes no types. */
export const SOFTWARE_VERSION: string = '0.1.0';

/** Above any sensible fetch, below the sizes that the first bytes of a TLS or HTTP reply would spell. */
const DEFAULT_MAX_FRAME_BYTES = 256 * 1024 * 1024;

const softwareToken = z
  .string()
  .regex(/^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/, 'expected letters, digits, "-" and "." only (KIP-511)');

const version = z.number().int().min(0).max(0x7fff);

const apiVersionRange: zod.ZodType<ApiVersionRange, ApiVersionRange> = z
  .strictObject({ apiKey: version, minVersion: version, maxVersion: version })
  .refine(({ minVersion, maxVersion }) => minVersion <= maxVersion, 'expected minVersion not above maxVersion');

/**
 * What describes a way of talking rather than one broker: `@k/cluster` takes it too and hands it down. The sentences here
 * are what an editor shows, and the rows of the READMEs' tables.
 */
export interface ConnectionOptions {
  /** Name in the broker’s logs, metrics and quotas; null for none. @default 'k' */
  readonly clientId?: string | null | undefined;
  /** Software name told to the broker (KIP-511). @default 'k-typescript' */
  readonly clientSoftwareName?: string | undefined;
  /** Software version told to the broker (KIP-511). @default this package’s version */
  readonly clientSoftwareVersion?: string | undefined;
  /**
   * Milliseconds for one request, waiting included, unless the call says otherwise. A broker silent for so long is dropped.
   * @default 30_000
   */
  readonly requestTimeoutMs?: number | undefined;
  /** Milliseconds to open the socket, agree on versions and authenticate. @default 10_000 */
  readonly connectionSetupTimeoutMs?: number | undefined;
  /** Requests written and not yet answered; the others wait in the client. @default 5 */
  readonly maxInFlightRequestsPerConnection?: number | undefined;
  /** Largest response taken, in bytes; a larger one ends the connection. @default 268_435_456 */
  readonly maxFrameBytes?: number | undefined;
  /**
   * A connection without requests for so many milliseconds is closed, before brokers do it (600,000 ms).
   * @default 540_000
   */
  readonly connectionsMaxIdleMs?: number | undefined;
  /** Whether small requests leave at once (TCP_NODELAY). @default true */
  readonly noDelay?: boolean | undefined;
  /** Whether the system probes a quiet broker (SO_KEEPALIVE), after 30 s. @default true */
  readonly keepAlive?: boolean | undefined;
  /**
   * TLS: true, or `{ ca, cert, key, pfx, passphrase, servername, minVersion, checkServerIdentity, rejectUnauthorized }`, or
   * a function that gives them for each new connection.
   */
  readonly ssl?: boolean | TlsOptions | TlsSource | undefined;
  /**
   * Who we are: `{ mechanism, ... }` for PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI, or a `SaslMechanism`.
   * See docs/security.md.
   */
  readonly sasl?: SaslOptions | undefined;
  /**
   * Release of the brokers, such as `'0.9'`, `'2.5'` or `'3.9.1'`, to take for granted instead of asking: what the nearest of
   * `KAFKA_RELEASES` has that is not newer. Asking works with all of them; brokers before 0.10 cannot be asked and are
   * probed, which takes a moment.
   * @default 'auto'
   */
  readonly apiVersion?: string | undefined;
  /** Version ranges to take for granted instead of asking the broker; before `apiVersion`. */
  readonly apiVersions?: readonly ApiVersionRange[] | undefined;
  /** Clock, network and random source. @default Node's own */
  readonly runtime?: Runtime | undefined;
}

/** Options of {@link BrokerConnection}. */
export interface BrokerConnectionOptions extends ConnectionOptions {
  /** Host name or address of the broker. */
  readonly host: string;
  /** TCP port of the broker. */
  readonly port: number;
  /** For so many milliseconds after it was lost a connection says that it is `blackedOut`. @default 50 */
  readonly reconnectBackoffMs?: number | undefined;
  /**
   * Milliseconds for one request, waiting included, unless the call says otherwise. A broker silent for so long is dropped.
   * @default 40_000
   */
  readonly requestTimeoutMs?: number | undefined;
  /** Told what happens on the connection, for logs and metrics. */
  readonly observer?: ConnectionObserver | undefined;
  /**
   * A `BrokerReleases` that the connections of one owner share: what one has found out about brokers that do not tell their
   * versions. By default each finds out by itself.
   */
  readonly releases?: BrokerReleases | undefined;
  /**
   * Gives the memory that a response of so many bytes is read to: exactly so many. What is decoded of the response may be
   * views of it. By default each has memory of its own.
   */
  readonly allocateFrame?: ((bytes: number) => Buffer) | undefined;
}

/** The checks and defaults of {@link ConnectionOptions}. */
export const connectionSettings = {
  clientId: z.string().nullable().default('k'),
  clientSoftwareName: softwareToken.default(SOFTWARE_NAME),
  clientSoftwareVersion: softwareToken.default(SOFTWARE_VERSION),
  requestTimeoutMs: z.number().int().positive().default(30_000),
  connectionSetupTimeoutMs: z.number().int().positive().default(10_000),
  maxInFlightRequestsPerConnection: z.number().int().positive().default(5),
  maxFrameBytes: z
    .number()
    .int()
    .min(1024)
    .max(2 ** 31 - 1)
    .default(DEFAULT_MAX_FRAME_BYTES),
  connectionsMaxIdleMs: z.number().int().positive().default(540_000),
  noDelay: z.boolean().default(true),
  keepAlive: z.boolean().default(true),
  ssl: sslOption,
  sasl: saslOption,
  apiVersion: z
    .string(`expected 'auto' or ${RELEASE_EXPECTED}`)
    .refine((text) => text === 'auto' || knownRelease(text) !== undefined, `expected 'auto' or ${RELEASE_EXPECTED}`)
    .default('auto'),
  apiVersions: z
    .array(apiVersionRange, 'expected an array of { apiKey, minVersion, maxVersion }')
    .readonly()
    .optional(),
  runtime: z
    .custom<Runtime>(
      (value) =>
        typeof value === 'object' && value !== null && 'clock' in value && 'network' in value && 'random' in value,
      'expected a Runtime: { clock, network, random }',
    )
    .default(nodeRuntime),
} as const;

const OBSERVED = ['connected', 'authenticated', 'disconnected', 'settled', 'throttled'] as const;

/** A method that is none would be found out in the middle of a connection's work. */
function isObserver(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const methods = value as Readonly<Record<string, unknown>>;
  const given = OBSERVED.filter((name) => methods[name] !== undefined);
  return given.length > 0 && given.every((name) => typeof methods[name] === 'function');
}

/** The checks and defaults of {@link BrokerConnectionOptions}. */
export const brokerConnectionOptions = schemaOf<BrokerConnectionOptions>()(
  z.strictObject({
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535),
    reconnectBackoffMs: z.number().int().nonnegative().default(50),
    ...connectionSettings,
    // kafka-python's, of whose connection this has the surface; a cluster has the 30 s of today's clients.
    requestTimeoutMs: connectionSettings.requestTimeoutMs.default(40_000),
    observer: z
      .custom<ConnectionObserver>(isObserver, `expected an object with some of ${OBSERVED.join(', ')}, each a function`)
      .optional(),
    releases: z.instanceof(BrokerReleases, { error: 'expected a BrokerReleases' }).optional(),
    allocateFrame: z
      .custom<(bytes: number) => Buffer>(
        (value) => typeof value === 'function',
        'expected a function (bytes) => Buffer',
      )
      .optional(),
  }),
);

/** How a connection is closed. */
export const closeOptions = z.strictObject({
  timeoutMs: waitSettings.timeoutMs,
  reason: z.instanceof(Error, { error: 'expected an Error' }).optional(),
});

export type BrokerConnectionSettings = zod.output<typeof brokerConnectionOptions>;
