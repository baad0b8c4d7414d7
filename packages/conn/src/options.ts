import { z } from 'zod';
import type { ApiVersionRange } from './api-versions.ts';
import { BrokerReleases } from './broker-releases.ts';
import { nodeRuntime, type Runtime, waitSettings } from '@k/runtime';
import type { ConnectionObserver } from './observer.ts';
import { knownRelease, RELEASE_EXPECTED } from './releases.ts';
import { saslOption } from './sasl/options.ts';
import { sslOption } from './tls.ts';

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

const apiVersionRange: z.ZodType<ApiVersionRange> = z
  .strictObject({ apiKey: version, minVersion: version, maxVersion: version })
  .refine(({ minVersion, maxVersion }) => minVersion <= maxVersion, 'expected minVersion not above maxVersion');

/**
 * The options that describe a way of talking rather than one broker: `@k/cluster` takes them too and hands them down.
 * `describe` is the row of the README's table.
 */
export const connectionSettings = {
  clientId: z
    .string()
    .nullable()
    .default('k')
    .describe('Name in the broker’s logs, metrics and quotas; null for none.'),
  clientSoftwareName: softwareToken.default(SOFTWARE_NAME).describe('Software name told to the broker (KIP-511).'),
  clientSoftwareVersion: softwareToken
    .default(SOFTWARE_VERSION)
    .describe('Software version told to the broker (KIP-511).'),
  requestTimeoutMs: z
    .number()
    .int()
    .positive()
    .default(30_000)
    .describe(
      'Time for one request, waiting included, unless the call says otherwise. A broker silent for so long is dropped.',
    ),
  connectionSetupTimeoutMs: z
    .number()
    .int()
    .positive()
    .default(10_000)
    .describe('Time to open the socket, agree on versions and authenticate.'),
  maxInFlightRequestsPerConnection: z
    .number()
    .int()
    .positive()
    .default(5)
    .describe('Requests written and not yet answered; the others wait in the client.'),
  maxFrameBytes: z
    .number()
    .int()
    .min(1024)
    .max(2 ** 31 - 1)
    .default(DEFAULT_MAX_FRAME_BYTES)
    .describe('Largest response taken, in bytes; a larger one ends the connection.'),
  connectionsMaxIdleMs: z
    .number()
    .int()
    .positive()
    .default(540_000)
    .describe('A connection without requests for so long is closed, before brokers do it (600,000 ms).'),
  noDelay: z.boolean().default(true).describe('Whether small requests leave at once (TCP_NODELAY).'),
  keepAlive: z.boolean().default(true).describe('Whether the system probes a quiet broker (SO_KEEPALIVE), after 30 s.'),
  ssl: sslOption.describe(
    'TLS: true, or `{ ca, cert, key, pfx, passphrase, servername, minVersion, checkServerIdentity, rejectUnauthorized }`, or a function that gives them for each new connection.',
  ),
  sasl: saslOption.describe(
    'Who we are: `{ mechanism, ... }` for PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI, or a `SaslMechanism`. See docs/security.md.',
  ),
  apiVersion: z
    .string(`expected 'auto' or ${RELEASE_EXPECTED}`)
    .refine((text) => text === 'auto' || knownRelease(text) !== undefined, `expected 'auto' or ${RELEASE_EXPECTED}`)
    .default('auto')
    .describe(
      "Release of the brokers, such as `'0.9'`, `'2.5'` or `'3.9.1'`, to take for granted instead of asking: what the nearest of `KAFKA_RELEASES` has that is not newer. Asking works with all of them; brokers before 0.10 cannot be asked and are probed, which takes a moment.",
    ),
  apiVersions: z
    .array(apiVersionRange, 'expected an array of { apiKey, minVersion, maxVersion }')
    .readonly()
    .optional()
    .describe('Version ranges to take for granted instead of asking the broker; before `apiVersion`.'),
  runtime: z
    .custom<Runtime>(
      (value) =>
        typeof value === 'object' && value !== null && 'clock' in value && 'network' in value && 'random' in value,
      'expected a Runtime: { clock, network, random }',
    )
    .default(nodeRuntime)
    .describe('Clock, network and random source.'),
} as const;

const OBSERVED = ['connected', 'authenticated', 'disconnected', 'settled', 'throttled'] as const;

/** A method that is none would be found out in the middle of a connection's work. */
function isObserver(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const methods = value as Readonly<Record<string, unknown>>;
  return OBSERVED.every((name) => methods[name] === undefined || typeof methods[name] === 'function');
}

/** Options of {@link BrokerConnection}. */
export const brokerConnectionOptions = z.strictObject({
  host: z.string().min(1).describe('Host name or address of the broker.'),
  port: z.number().int().min(1).max(65_535).describe('TCP port of the broker.'),
  reconnectBackoffMs: z
    .number()
    .int()
    .nonnegative()
    .default(50)
    .describe('For so long after it was lost a connection says that it is `blackedOut`.'),
  ...connectionSettings,
  // kafka-python's, of whose connection this has the surface; a cluster has the 30 s of today's clients.
  requestTimeoutMs: connectionSettings.requestTimeoutMs
    .default(40_000)
    .describe(connectionSettings.requestTimeoutMs.description ?? ''),
  observer: z
    .custom<ConnectionObserver>(isObserver, `expected an object with some of ${OBSERVED.join(', ')}, each a function`)
    .optional()
    .describe('Told what happens on the connection, for logs and metrics.'),
  releases: z
    .instanceof(BrokerReleases, { error: 'expected a BrokerReleases' })
    .optional()
    .describe(
      'A `BrokerReleases` that the connections of one owner share: what one has found out about brokers that do not tell their versions. By default each finds out by itself.',
    ),
});

/** How a connection is closed. */
export const closeOptions = z.strictObject({
  timeoutMs: waitSettings.timeoutMs,
  reason: z.instanceof(Error, { error: 'expected an Error' }).optional(),
});

export type BrokerConnectionOptions = z.input<typeof brokerConnectionOptions>;
export type BrokerConnectionSettings = z.output<typeof brokerConnectionOptions>;
