import { z } from '@k/runtime';
import { messageOf } from '@k/wire';
import { readMappingRules } from '../security/tls/principal-mapping.ts';
import { SASL_MECHANISMS, type SaslMechanismName } from '../security/mechanisms.ts';
import type { TokenValidator } from '../security/oauthbearer-server.ts';
import { notNegative } from './numbers.ts';

/** TLS of a listener: PEM texts or their bytes. */
export interface BrokerTlsOptions {
  /** The private key of `cert`, PEM. */
  readonly key: string | Uint8Array;
  /** [ssl.keystore] The broker's certificate with its chain, PEM. */
  readonly cert: string | Uint8Array;
  /** [ssl.truststore] Certificates of the authorities that clients' certificates may be signed by, PEM. */
  readonly ca?: string | Uint8Array | undefined;
  /** Opens `key`. */
  readonly passphrase?: string | undefined;
  /**
   * [ssl.client.auth=required] Whether clients need a certificate signed by `ca`. Where there is no SASL its subject is who they
   * are, `User:CN=alice,OU=Engineering,O=Example`. @default false
   */
  readonly requestCert?: boolean | undefined;
  /**
   * [ssl.principal.mapping.rules] What of the subject they are called (KIP-371): `RULE:^CN=(.*?),.*$/$1/L, DEFAULT`. Whom no rule
   * is for is turned away. @default 'DEFAULT': the whole subject
   */
  readonly principalMappingRules?: string | undefined;
}

/** SASL of a listener. */
export interface BrokerSaslOptions {
  /** [sasl.enabled.mechanisms] What clients may choose from. @default those that `users` or `validateToken` are for */
  readonly mechanisms?: SaslMechanismName[] | undefined;
  /** Passwords by user, for PLAIN and SCRAM. @default none */
  readonly users?: Record<string, string> | undefined;
  /** Iterations of SCRAM. @default 4096 */
  readonly scramIterations?: number | undefined;
  /**
   * Decides about OAUTHBEARER tokens: gives `{ principal, expiresAtMs? }` or throws.
   * @default an unsecured JWS with sub and exp, as Kafka's own default
   */
  readonly validateToken?: TokenValidator | undefined;
  /** [connections.max.reauth.ms] A session ends so many ms after authentication (KIP-368). 0: never. @default 0 */
  readonly maxReauthMs?: number | undefined;
}

/** One address of each node, with its protection: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL. */
export interface BrokerListenerOptions {
  /** [listeners] What it is called. @default PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, as it is protected */
  readonly name?: string | undefined;
  /** Address to bind. @default the broker's `host` */
  readonly host?: string | undefined;
  /** Port of the first node; the next nodes take the next ports. 0: free ones are picked. @default 0 */
  readonly port?: number | undefined;
  /** [advertised.listeners] Host that clients are told. @default the broker's `advertisedHost` */
  readonly advertisedHost?: string | undefined;
  /** TLS, with PEM texts. Without it the listener is in plain text. */
  readonly tls?: BrokerTlsOptions | undefined;
  /** Who may come in. Without it anybody may. */
  readonly sasl?: BrokerSaslOptions | undefined;
}
const pem = z.custom<string | Uint8Array>(
  (value) => (typeof value === 'string' || value instanceof Uint8Array) && value.length > 0,
  { message: 'expected a PEM text or its bytes' },
);

function checkMappingRules(text: string, context: { addIssue(message: string): void }): void {
  try {
    readMappingRules(text);
  } catch (error) {
    context.addIssue(messageOf(error));
  }
}

/** The checks and defaults of {@link BrokerListenerOptions}. */
export const listenerSchema = z.strictObject({
  name: z.string().min(1).optional(),
  host: z.string().min(1).optional(),
  port: z.int().min(0).max(65535).default(0),
  advertisedHost: z.string().min(1).optional(),
  tls: z
    .strictObject({
      key: pem,
      cert: pem,
      ca: pem.optional(),
      passphrase: z.string().optional(),
      requestCert: z.boolean().default(false),
      principalMappingRules: z.string().superRefine(checkMappingRules).optional(),
    })
    .optional(),
  sasl: z
    .strictObject({
      mechanisms: z.array(z.enum(SASL_MECHANISMS)).min(1).optional(),
      users: z.record(z.string().min(1), z.string().min(1)).default({}),
      scramIterations: z.int().min(4096).max(16384).default(4096),
      validateToken: z
        .custom<TokenValidator>((value) => typeof value === 'function', { message: 'expected a function' })
        .optional(),
      maxReauthMs: notNegative.default(0),
    })
    .optional(),
});
