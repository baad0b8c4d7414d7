import { AuthenticationError, ErrorCode, errorFor, SaslAuthenticate, SaslHandshake, type Api } from '@k/wire';
import { formatAddress, type BrokerAddress } from './address.ts';
import type { ApiVersionRange } from './api-version-range.ts';
import type { RequestBody, RequestOptions } from './connection.ts';
import type { Runtime } from '@k/runtime';
import { refuse, type SaslExchange, type SaslMechanism } from './sasl/mechanism.ts';

/** What authentication needs of a connection. Its requests go ahead of everything that waits. */
export interface AuthenticationSession {
  readonly broker: BrokerAddress;
  readonly runtime: Runtime;
  /** The broker's range of an API; undefined when it lacks it. */
  rangeOf(apiKey: number): ApiVersionRange | undefined;
  /** Called before the first byte: from here on nothing else may be sent. */
  begin(): void;
  request<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<Res>;
  /** Sends a token in a frame of its own, without a request around it. */
  sendToken(token: Uint8Array, expectsReply: boolean): Promise<Buffer>;
}

/**
 * How tokens travel, by age of the broker: in SaslAuthenticate requests (1.0, KIP-152), bare after a SaslHandshake v0
 * (0.10), bare from the first byte (0.9, GSSAPI only).
 */
type Framing = 'requests' | 'bare after handshake' | 'bare';

const GSSAPI_ALONE = 'the broker knows no mechanism but GSSAPI: others came with Kafka 0.10';

/**
 * Runs `mechanism` over `session`.
 *
 * @returns after how many milliseconds the broker wants it again (KIP-368); 0 for never
 * @throws AuthenticationError when broker or client do not believe the other: never worth a retry
 */
export async function authenticate(mechanism: SaslMechanism, session: AuthenticationSession): Promise<number> {
  const { broker, runtime } = session;
  const framing = framingOf(session);
  let handshake: Promise<void> | undefined;
  let lifetimeMs = 0;
  const exchange: SaslExchange = async (token, { isLast = false } = {}) => {
    // The encoder, too, would refuse it, and show it.
    if (!((token as unknown) instanceof Uint8Array)) {
      throw refuse(mechanism.name, broker, `the mechanism gave a ${typeof token} for a token: tokens are bytes`);
    }
    if (handshake === undefined) {
      // A password would go to who reads it as the start of a request.
      if (framing === 'bare' && mechanism.name !== 'GSSAPI') throw refuse(mechanism.name, broker, GSSAPI_ALONE);
      session.begin();
      handshake = framing === 'bare' ? Promise.resolve() : shakeHands(mechanism.name, session, framing);
    }
    await handshake;
    if (framing !== 'requests') return session.sendToken(token, !isLast);
    const response = await session.request(SaslAuthenticate, { authBytes: token });
    if (response.errorCode !== ErrorCode.NONE) {
      throw refusedBy(broker, mechanism.name, response.errorCode, response.errorMessage);
    }
    lifetimeMs = Number(response.sessionLifetimeMs);
    return response.authBytes;
  };
  await mechanism.authenticate(exchange, { broker, clock: runtime.clock, random: runtime.random });
  return lifetimeMs;
}

function framingOf(session: AuthenticationSession): Framing {
  const handshake = session.rangeOf(SaslHandshake.key);
  if (handshake === undefined) return 'bare';
  return handshake.maxVersion >= 1 && session.rangeOf(SaslAuthenticate.key) !== undefined
    ? 'requests'
    : 'bare after handshake';
}

async function shakeHands(mechanism: string, session: AuthenticationSession, framing: Framing): Promise<void> {
  const maxVersion = framing === 'requests' ? undefined : 0;
  const { errorCode, mechanisms } = await session.request(SaslHandshake, { mechanism }, { maxVersion });
  if (errorCode === ErrorCode.NONE) return;
  let words: string | undefined;
  if (errorCode === ErrorCode.UNSUPPORTED_SASL_MECHANISM) {
    const offered = mechanisms.length === 0 ? 'none' : mechanisms.join(', ');
    words = `the broker does not know this mechanism on this port; it offers ${offered}`;
  } else if (errorCode === ErrorCode.ILLEGAL_SASL_STATE) {
    words = 'the broker expects no SASL on this port: leave out sasl, or connect to its SASL port';
  }
  throw refusedBy(session.broker, mechanism, errorCode, words);
}

/** Before 1.0 brokers had no words for a refusal: they hang up on the token. */
export function hungUpOnToken(broker: string, mechanism: string): AuthenticationError {
  const advice =
    mechanism === 'GSSAPI'
      ? "look at sasl.serviceName, at the key tab and the log of the broker, and at both machines' clocks; or the broker is newer than apiVersion says"
      : 'look at user name and password';
  return new AuthenticationError(
    `Authentication to ${broker} by ${mechanism}: the broker hung up, which is how brokers before 1.0 refuse: ${advice}`,
    { broker, mechanism },
  );
}

function refusedBy(
  address: BrokerAddress,
  mechanism: string,
  errorCode: number,
  words: string | null | undefined,
): AuthenticationError {
  const broker = formatAddress(address);
  const cause = errorFor(errorCode, { broker });
  const text = words === null || words === undefined || words === '' ? cause.message : words;
  return new AuthenticationError(`Authentication to ${broker} by ${mechanism}: ${text}`, { broker, mechanism, cause });
}
