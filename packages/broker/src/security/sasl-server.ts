/** Who a client turned out to be. */
export interface Authenticated {
  /** The user's name; for OAUTHBEARER the token's subject. */
  readonly principal: string;
  /** Whether it came with a delegation token, of whose owner it has the name (KIP-48). */
  readonly tokenAuthenticated?: boolean;
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
  /** For those who look at the broker. */
  readonly reason: string;

  /**
   * @param message told to the client; undefined: Kafka's general words about invalid credentials.
   * @param reason what was wrong, when the client is not told that much
   */
  constructor(message?: string, reason?: string) {
    super(message ?? '');
    this.name = 'AuthenticationFailure';
    this.reason = reason ?? message ?? 'invalid credentials';
  }
}

export const NO_BYTES: Buffer = Buffer.alloc(0);
