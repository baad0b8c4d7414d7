/** Who a client turned out to be. */
export interface Authenticated {
  /** The user's name; for OAUTHBEARER the token's subject. */
  readonly principal: string;
  /** When its credentials end, ms since the epoch; undefined: never. */
  readonly expiresAtMs?: number;
}

export interface SaslStep {
  /** What the client is told. */
  readonly reply: Buffer;
  /** There when the exchange is over, and good. */
  readonly authenticated?: Authenticated;
}

/** The server's side of one exchange of one mechanism. */
export interface SaslServer {
  /** @throws AuthenticationFailure */
  next(token: Buffer): SaslStep | Promise<SaslStep>;
}

/** The exchange is over, and bad. */
export class AuthenticationFailure extends Error {
  /** @param message told to the client; undefined: Kafka's general words about invalid credentials. */
  constructor(message?: string) {
    super(message ?? '');
    this.name = 'AuthenticationFailure';
  }
}

export const NO_BYTES: Buffer = Buffer.alloc(0);
