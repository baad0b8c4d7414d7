import { AuthenticationError } from '@k/wire';
import { formatAddress, type BrokerAddress } from '../address.ts';
import type { Clock, Random } from '@k/runtime';

/**
 * Sends one token of a mechanism and gives the broker's answer to it. The broker's refusal is an AuthenticationError
 * with the broker's words; let it through.
 *
 * `isLast`: brokers of the 0.10 line do not answer the last token of a mechanism in which the client has the last word
 * (GSSAPI). With them it comes back empty at once.
 */
export type SaslExchange = (token: Uint8Array, options?: { readonly isLast?: boolean }) => Promise<Buffer>;

export interface SaslContext {
  /** To whom. */
  readonly broker: BrokerAddress;
  readonly clock: Clock;
  /** For nonces. */
  readonly random: Random;
}

/**
 * A way to prove to a broker who one is. Bring your own by implementing it: docs/security.md does so for AWS MSK IAM.
 *
 * One object serves all connections of a client, at the same time. Keep secrets in private `#fields`, so that nothing
 * prints them.
 */
export interface SaslMechanism {
  /** As brokers know it: `SCRAM-SHA-512`. */
  readonly name: string;
  /**
   * Runs the exchange; settles when the broker has accepted and the client believes the broker. Called for every
   * connection, and again before its session ends (KIP-368). Requests wait from the first token on, not before.
   */
  authenticate(exchange: SaslExchange, context: SaslContext): Promise<void>;
}

/** A secret, or a function that looks it up for each authentication: in a vault, in a file that changes. */
export type Secret = string | (() => string | Promise<string>);

export async function reveal(secret: Secret, mechanism: string, broker: BrokerAddress): Promise<string> {
  const text: unknown = typeof secret === 'string' ? secret : await secret();
  if (typeof text === 'string') return text;
  throw refuse(mechanism, broker, `the function for the secret gave a value of type ${typeof text}: expected text`);
}

/** The client's own refusal: the broker said something that cannot be trusted or understood. */
export function refuse(mechanism: string, address: BrokerAddress, why: string, cause?: unknown): AuthenticationError {
  const broker = formatAddress(address);
  return new AuthenticationError(`Authentication to ${broker} by ${mechanism}: ${why}`, {
    broker,
    mechanism,
    ...(cause === undefined ? {} : { cause }),
  });
}
