import { messageOf } from '@k/wire';
import { fromSaslName } from './sasl-name.ts';
import { AuthenticationFailure, NO_BYTES, type Authenticated, type SaslServer, type SaslStep } from './sasl-server.ts';

/**
 * Decides about a token: who it belongs to and when it ends (ms since the epoch). What it throws is the
 * reason that observers of the broker are told; the client hears "invalid_token".
 *
 * @param extensions what the client sent beside the token (KIP-342).
 */
export type TokenValidator = (
  token: string,
  extensions: ReadonlyMap<string, string>,
) => Authenticated | Promise<Authenticated>;

/** The client ends a refused exchange with this byte (RFC 7628, 3.2.3). */
const END_OF_ERROR = '\x01';
/** What a client is told of a token that is refused: first as a status, then as the error. */
const INVALID_TOKEN = '{"status":"invalid_token"}';
const CLIENT_FIRST = /^n,(?:a=([^,]*))?,\x01((?:[A-Za-z]+=[\x20-\x7e\t\r\n]+\x01)+)\x01$/;

/**
 * OAUTHBEARER (RFC 7628, KIP-255). A bad token is answered with a JSON status first, and fails with the client's reply.
 */
export class OauthbearerServer implements SaslServer {
  readonly #validate: TokenValidator;
  /** Why the token was refused; the client's last word is waited for. */
  #refusal: string | undefined;

  constructor(validate: TokenValidator) {
    this.#validate = validate;
  }

  async next(token: Buffer): Promise<SaslStep> {
    const message = token.toString('utf8');
    if (this.#refusal !== undefined) {
      throw new AuthenticationFailure(message === END_OF_ERROR ? INVALID_TOKEN : undefined, this.#refusal);
    }
    const [, writtenId = '', pairs] = CLIENT_FIRST.exec(message) ?? [];
    if (pairs === undefined) throw new AuthenticationFailure(undefined, 'no OAUTHBEARER client first message');
    const extensions = new Map<string, string>();
    for (const pair of pairs.split('\x01').filter((part) => part !== '')) {
      const at = pair.indexOf('=');
      extensions.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const bearer = /^bearer +(\S+)$/i.exec(extensions.get('auth') ?? '')?.[1];
    extensions.delete('auth');
    if (bearer === undefined)
      throw new AuthenticationFailure(undefined, 'the client first message has no bearer token');
    let authenticated: Authenticated;
    try {
      authenticated = await this.#validate(bearer, extensions);
    } catch (error) {
      this.#refusal = messageOf(error);
      return { reply: Buffer.from(INVALID_TOKEN) };
    }
    const authorizationId = fromSaslName(writtenId);
    if (authorizationId !== '' && authorizationId !== authenticated.principal) {
      throw new AuthenticationFailure(
        `Authentication failed: Client requested an authorization id (${authorizationId}) that is different from the token's principal name (${authenticated.principal})`,
      );
    }
    return { reply: NO_BYTES, authenticated };
  }
}

/**
 * Kafka's validator when nothing is configured: an unsecured JWS (alg "none") with the claims `sub` and `exp`. It
 * proves nothing about the client: for tests and development, here as there.
 */
export function unsecuredJws(nowMs: () => number): TokenValidator {
  return (token) => {
    const [header, claims, signature, more] = token.split('.');
    if (header === undefined || claims === undefined || signature === undefined || more !== undefined) {
      throw new Error('Malformed JWS: 3 parts are needed');
    }
    if (part(header)['alg'] !== 'none' || signature !== '') throw new Error('The JWS is not unsecured');
    const { sub, exp, nbf } = part(claims);
    if (typeof sub !== 'string' || sub === '') throw new Error('The token has no subject (sub)');
    if (typeof exp !== 'number') throw new Error('The token has no expiration time (exp)');
    if (typeof nbf === 'number' && nbf * 1000 > nowMs()) throw new Error('The token is not valid yet (nbf)');
    if (exp * 1000 <= nowMs()) throw new Error('The token has expired (exp)');
    return { principal: sub, expiresAtMs: exp * 1000 };
  };
}

function part(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new Error('Malformed JWS: a part is no JSON');
  }
  if (typeof value !== 'object' || value === null) throw new Error('Malformed JWS: a part is no JSON object');
  return value as Record<string, unknown>;
}
