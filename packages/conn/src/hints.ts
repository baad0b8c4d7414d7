import { AuthenticationError, ConnectionError, messageOf } from '@k/wire';
import type { ConnectionState } from './connection-state.ts';

/** What to try, by the system's error code: the sentence a person at a terminal needs next. */
const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: check host and port, and that the broker is running',
  ENOTFOUND: 'the host name does not resolve: check its spelling and the DNS',
  EAI_AGAIN: 'the host name could not be resolved just now: check the DNS',
  ETIMEDOUT: 'no answer from that address: check the network and firewalls',
  EHOSTUNREACH: 'no route to that address: check the network',
  ENETUNREACH: 'no route to that network: check the network',
  EACCES: 'the system does not allow this connection',
  EMFILE: 'this process has too many open files and sockets',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS: is it a plaintext port? Then leave out ssl',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the other side does not speak TLS: is it a plaintext port? Then leave out ssl',
  // Seen of 1.1.1 on Java 17: instead of an alert it sends the start of the handshake once more.
  ERR_SSL_UNEXPECTED_MESSAGE:
    'the broker broke off the TLS handshake: old ones do so when they miss a client certificate, or do not trust it: look at ssl.cert and ssl.key',
  EPROTO: 'the other side does not speak TLS as it should: is the port for TLS?',
};

const UNKNOWN_CA =
  "the broker's certificate is signed by an authority not trusted here, or the broker leaves out an intermediate one: give the authority's certificate in ssl.ca";
const WANTS_CERTIFICATE = 'the broker asks for a client certificate: give ssl.cert and ssl.key';
const OLD_VERSION = 'no TLS version in common: look at ssl.minVersion and at ssl.enabled.protocols of the broker';
const KEY_LOCKED = 'the private key cannot be opened: ssl.passphrase is missing or wrong';
const PFX_LOCKED = 'ssl.pfx cannot be opened: ssl.passphrase is missing or wrong';
const NOT_PEM = 'ssl.ca, ssl.cert or ssl.key is not what it should be: text in PEM form, with its BEGIN and END lines';

/** What TLS cannot forgive: trying again changes nothing. By the codes of OpenSSL and Node. */
const TLS_REFUSALS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the broker's certificate is self-signed: give it in ssl.ca to trust it",
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_CA,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_CA,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_CA,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_CA,
  CERT_UNTRUSTED: UNKNOWN_CA,
  CERT_SIGNATURE_FAILURE: UNKNOWN_CA,
  CERT_HAS_EXPIRED:
    "the broker's certificate, or one it is signed by, has expired: it must be renewed at the broker, unless this machine's clock is wrong",
  CERT_NOT_YET_VALID: "the broker's certificate is not valid yet: check the clock of this machine",
  CERT_REVOKED: "the broker's certificate was revoked",
  INVALID_PURPOSE: "the broker's certificate is not made for servers",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "the broker's certificate is for another host name: connect by a name that it has, or say in ssl.servername which one to look for",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: WANTS_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: `the broker refuses the client certificate, or misses it: ${WANTS_CERTIFICATE}`,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'the broker does not trust the client certificate (ssl.cert)',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'the client certificate (ssl.cert) has expired',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA:
    'the broker does not know the authority that signed the client certificate (ssl.cert)',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: `no cipher in common, or no client certificate: ${WANTS_CERTIFICATE}`,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: OLD_VERSION,
  ERR_SSL_UNSUPPORTED_PROTOCOL: OLD_VERSION,
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: OLD_VERSION,
  ERR_OSSL_BAD_DECRYPT: KEY_LOCKED,
  ERR_OSSL_EVP_BAD_DECRYPT: KEY_LOCKED,
  ERR_OSSL_BAD_PASSWORD_READ: KEY_LOCKED,
  ERR_OSSL_PEM_BAD_PASSWORD_READ: KEY_LOCKED,
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: KEY_LOCKED,
  ERR_MISSING_PASSPHRASE: KEY_LOCKED,
  ERR_OSSL_PKCS12_MAC_VERIFY_FAILURE: PFX_LOCKED,
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'ssl.key is not the key of ssl.cert',
  ERR_OSSL_PEM_NO_START_LINE: NOT_PEM,
  ERR_OSSL_NO_START_LINE: NOT_PEM,
  ERR_OSSL_UNSUPPORTED: NOT_PEM,
  ERR_TLS_MATERIAL: 'ssl.cert, ssl.key, ssl.ca or ssl.pfx cannot be used as they are, or do not belong together',
};

function refusalFor(code: string, text: string): string | undefined {
  // Node gives this one of OpenSSL's no code of its own.
  return code === 'ERR_TLS_MATERIAL' && text === 'mac verify failure' ? PFX_LOCKED : TLS_REFUSALS[code];
}

/** Where and how a socket failed. */
export interface SocketFailureContext {
  /** `host:port`. */
  readonly broker: string;
  readonly state: ConnectionState;
  /** Whether the connection is over TLS. */
  readonly tls: boolean;
  /** Whether nothing but the versions was answered, and no SASL was tried. */
  readonly wantsSasl?: boolean;
}

/** The code of a system error; for several addresses tried in turn, that of the first failure. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function hintFor(code: string | undefined, { state, tls }: SocketFailureContext): string | undefined {
  if (code !== 'ECONNRESET') return code === undefined ? undefined : HINTS[code];
  if (state === 'ready') return undefined;
  if (!tls) return 'the other side cut the connection: is the port for TLS or SASL, or a proxy in between?';
  return state === 'connecting'
    ? 'the other side hung up on the TLS handshake: is it a plaintext port? Then leave out ssl'
    : 'the other side cut the connection: does the port want SASL, or a client certificate?';
}

/**
 * The error for a socket that failed, hint included. What TLS refuses is an {@link AuthenticationError}, as in Kafka's
 * own client: the same certificates meet the same answer. All else is a {@link ConnectionError}.
 */
export function socketFailure(error: Error, context: SocketFailureContext): AuthenticationError | ConnectionError {
  const { broker, state, tls } = context;
  const code = codeOf(error);
  // An AggregateError of Node's (several addresses, all refused) has no message of its own.
  const text =
    error.message !== '' || !(error instanceof AggregateError) ? error.message : error.errors.map(messageOf).join(', ');
  const refusal = tls && code !== undefined ? refusalFor(code, text) : undefined;
  if (refusal !== undefined) {
    const message = `Connection to ${broker}: TLS failed: ${text} (${refusal})`;
    return new AuthenticationError(message, { broker, mechanism: 'SSL', cause: error });
  }
  const hint = hintFor(code, context);
  const message = `Connection to ${broker}: ${hint === undefined ? text : `${text} (${hint})`}`;
  return new ConnectionError(message, { broker, phase: state, cause: error });
}

/** What to make of a broker that hung up without an error. */
export function closedByBroker({ state, tls, wantsSasl }: SocketFailureContext): string {
  const text = 'closed by the broker';
  if (state === 'connecting' && tls) return `${text} in the TLS handshake: is it a plaintext port? Then leave out ssl`;
  if (state === 'ready' && wantsSasl === true) return `${text} on the first request: does the port want SASL?`;
  if (state !== 'negotiating') return text;
  const which = tls ? 'does the port want SASL or a client certificate' : 'is the port for TLS or SASL';
  return `${text} when asked for its versions: ${which}, or is it not Kafka at all?`;
}
