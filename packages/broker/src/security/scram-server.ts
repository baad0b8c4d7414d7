import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '@k/runtime';
import { OTHER_AUTHORIZATION_ID } from './plain-server.ts';
import { AuthenticationFailure, type Authenticated, type SaslServer, type SaslStep } from './sasl-server.ts';
import { fromSaslName } from './sasl-name.ts';
import { hashOf, saltPassword, scramKeys, type ScramMechanism } from './scram-keys.ts';

/** What a server keeps of a password (RFC 5802, 3). */
export interface ScramCredential {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

export function scramCredential(
  mechanism: ScramMechanism,
  password: string,
  iterations: number,
  salt: Buffer,
): ScramCredential {
  const { storedKey, serverKey } = scramKeys(mechanism, saltPassword(mechanism, password, { salt, iterations }));
  return { salt, iterations, storedKey, serverKey };
}

/** Who a name stands for, and what it logs in with. */
export interface ScramIdentity {
  readonly credential: ScramCredential;
  /** What is known when the proof was right. */
  readonly authenticated: Authenticated;
}

/** @param isToken whether the name is the id of a delegation token (KIP-48) */
export type ScramLookup = (name: string, isToken: boolean) => ScramIdentity | undefined;

/**
 * first: waits for the client's name and nonce. final: has sent salt and nonce, waits for the proof.
 */
type ScramState =
  | { readonly name: 'first' }
  | {
      readonly name: 'final';
      readonly identity: ScramIdentity;
      readonly clientFirstBare: string;
      readonly serverFirst: string;
      readonly nonce: string;
    };

const NONCE_BYTES = 18;
/** `n,` (no channel binding), authorization id, reserved extension, name, nonce, extensions. */
const CLIENT_FIRST = /^n,(?:a=([^,]*))?,((?:m=[^,]*,)?n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(,.*)?)$/;
/** KIP-48. */
const TOKEN_EXTENSION = /(?:^|,)tokenauth=true(?:,|$)/i;
/** Channel binding, nonce, extensions; then the proof. */
const CLIENT_FINAL = /^(c=[A-Za-z0-9+/=]+,r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?),p=([A-Za-z0-9+/=]+)$/;

const TWICE =
  "the client's nonce is in it twice, as librdkafka before 2.6.1 has it: Kafka 4 refuses that, asVersion '3.9' and older take it";

/** SCRAM (RFC 5802, RFC 7677) without channel binding, as Kafka has it (KIP-84). */
export class ScramServer implements SaslServer {
  readonly #mechanism: ScramMechanism;
  readonly #lookUp: ScramLookup;
  readonly #random: Random;
  readonly #nonceCheck: 'equal' | 'suffix';
  #state: ScramState = { name: 'first' };

  /** @param nonceCheck Kafka before 4 takes a nonce that ends with its own, which librdkafka before 2.6.1 relies on. */
  constructor(init: {
    mechanism: ScramMechanism;
    lookUp: ScramLookup;
    random: Random;
    nonceCheck: 'equal' | 'suffix';
  }) {
    this.#mechanism = init.mechanism;
    this.#lookUp = init.lookUp;
    this.#random = init.random;
    this.#nonceCheck = init.nonceCheck;
  }

  next(token: Buffer): SaslStep {
    const state = this.#state;
    return state.name === 'first' ? this.#first(token.toString('utf8')) : this.#final(token.toString('utf8'), state);
  }

  #first(message: string): SaslStep {
    const [, authorizationId = '', clientFirstBare, saslName, clientNonce, extensions = ''] =
      CLIENT_FIRST.exec(message) ?? [];
    if (clientFirstBare === undefined || saslName === undefined || clientNonce === undefined) {
      throw new AuthenticationFailure();
    }
    const user = fromSaslName(saslName);
    const identity = this.#lookUp(user, TOKEN_EXTENSION.test(extensions));
    if (identity === undefined) throw new AuthenticationFailure();
    if (authorizationId !== '' && fromSaslName(authorizationId) !== user) {
      throw new AuthenticationFailure(OTHER_AUTHORIZATION_ID);
    }
    const nonce = clientNonce + this.#random.bytes(NONCE_BYTES).toString('base64url');
    const { credential } = identity;
    const salt = credential.salt.toString('base64');
    const serverFirst = `r=${nonce},s=${salt},i=${String(credential.iterations)}`;
    this.#state = { name: 'final', identity, clientFirstBare, serverFirst, nonce };
    return { reply: Buffer.from(serverFirst) };
  }

  #final(message: string, state: ScramState & { name: 'final' }): SaslStep {
    const [, withoutProof, nonce, proof] = CLIENT_FINAL.exec(message) ?? [];
    if (withoutProof === undefined || nonce === undefined || proof === undefined) throw new AuthenticationFailure();
    const nonceIsRight = this.#nonceCheck === 'equal' ? nonce === state.nonce : nonce.endsWith(state.nonce);
    if (!nonceIsRight) {
      const isTwice = nonce.endsWith(state.nonce);
      throw new AuthenticationFailure(undefined, isTwice ? TWICE : 'the nonce is not the one of before');
    }
    const hash = hashOf(this.#mechanism);
    const { credential, authenticated } = state.identity;
    const { storedKey, serverKey } = credential;
    const authMessage = `${state.clientFirstBare},${state.serverFirst},${withoutProof}`;
    const clientSignature = createHmac(hash, storedKey).update(authMessage).digest();
    const clientProof = Buffer.from(proof, 'base64');
    if (clientProof.length !== clientSignature.length) throw new AuthenticationFailure();
    const clientKey = clientProof.map((byte, i) => byte ^ (clientSignature[i] as number));
    if (!timingSafeEqual(createHash(hash).update(clientKey).digest(), storedKey)) throw new AuthenticationFailure();
    const signature = createHmac(hash, serverKey).update(authMessage).digest('base64');
    return { reply: Buffer.from(`v=${signature}`), authenticated };
  }
}
