import { AuthenticationFailure, NO_BYTES, type SaslServer, type SaslStep } from './sasl-server.ts';

/** PLAIN (RFC 4616): one token, `authorization id NUL user NUL password`. */
export class PlainServer implements SaslServer {
  readonly #passwordOf: (user: string) => string | undefined;

  constructor(passwordOf: (user: string) => string | undefined) {
    this.#passwordOf = passwordOf;
  }

  next(token: Buffer): SaslStep {
    const parts = token.toString('utf8').split('\0');
    const [authorizationId, user, password] = parts;
    if (parts.length !== 3 || authorizationId === undefined || user === undefined || password === undefined) {
      throw new AuthenticationFailure(`Invalid SASL/PLAIN response: expected 3 tokens, got ${String(parts.length)}`);
    }
    if (user === '') throw new AuthenticationFailure('Authentication failed: username not specified');
    if (password === '') throw new AuthenticationFailure('Authentication failed: password not specified');
    if (this.#passwordOf(user) !== password) {
      throw new AuthenticationFailure('Authentication failed: Invalid username or password');
    }
    if (authorizationId !== '' && authorizationId !== user) throw new AuthenticationFailure(OTHER_AUTHORIZATION_ID);
    return { reply: NO_BYTES, authenticated: { principal: user } };
  }
}

export const OTHER_AUTHORIZATION_ID =
  'Authentication failed: Client requested an authorization id that is different from username';
