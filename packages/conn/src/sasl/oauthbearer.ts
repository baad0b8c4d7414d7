import { formatAddress } from '../address.ts';
import { refuse, type SaslContext, type SaslExchange, type SaslMechanism } from './mechanism.ts';

export interface OAuthToken {
  /** The token itself, usually a JWT. */
  readonly value: string;
  /**
   * Milliseconds from now for which it is good. With it, the token is kept and used for new connections until four
   * fifths of that are over; without it, the provider is asked for each authentication.
   */
  readonly lifetimeMs?: number | undefined;
  /** Whom it is about, for those who look at tokens. Not sent: brokers take the name from the token. */
  readonly principal?: string | undefined;
  /** SASL extensions (KIP-342): names of letters, printable values. */
  readonly extensions?: Readonly<Record<string, string>> | undefined;
}

/** Gets a token; the context says for which broker, and has the clock to wait with. */
export type OAuthTokenProvider = (context: SaslContext) => Promise<OAuthToken>;

/** Share of a token's life after which a new one is asked for, as in Kafka's own client. */
const REFRESH_AT = 0.8;

/** A bearer token of OAuth 2 (RFC 7628, KIP-255). */
export class OAuthBearerMechanism implements SaslMechanism {
  readonly name = 'OAUTHBEARER';
  readonly #provider: OAuthTokenProvider;
  #kept: { readonly token: OAuthToken; readonly until: number } | undefined;
  /** Connections that start together share one question. */
  #asking: Promise<OAuthToken> | undefined;
  readonly #authorizationId: string;

  /** @param authorizationId whom to act as, instead of as the token's own principal; empty for that one */
  constructor(provider: OAuthTokenProvider, authorizationId = '') {
    this.#provider = provider;
    this.#authorizationId = authorizationId;
  }

  async authenticate(exchange: SaslExchange, context: SaslContext): Promise<void> {
    const token = await this.#token(context);
    try {
      const answer = await exchange(firstMessage(this.name, token, this.#authorizationId, context));
      if (answer.byteLength === 0) return;
      // A refusal comes as JSON; the client has to say one byte for the broker to end it (RFC 7628, 3.2.3).
      const refusal = refuse(this.name, context.broker, `the broker refuses the token: ${describe(answer)}`);
      await exchange(Buffer.from([1])).catch(() => undefined);
      throw refusal;
    } catch (error) {
      this.#kept = undefined;
      throw error;
    }
  }

  async #token(context: SaslContext): Promise<OAuthToken> {
    const now = context.clock.monotonic();
    if (this.#kept !== undefined && now < this.#kept.until) return this.#kept.token;
    this.#asking ??= this.#ask(context).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(context: SaslContext): Promise<OAuthToken> {
    const asked = context.clock.monotonic();
    const token = await this.#provider(context);
    const { lifetimeMs } = token;
    if (lifetimeMs !== undefined) {
      if (lifetimeMs <= 0)
        throw refuse(this.name, context.broker, 'the token that the provider gave has expired already');
      this.#kept = { token, until: asked + lifetimeMs * REFRESH_AT };
    }
    return token;
  }
}

function firstMessage(
  mechanism: string,
  { value, extensions = {} }: OAuthToken,
  authorizationId: string,
  { broker }: SaslContext,
): Buffer {
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    throw refuse(
      mechanism,
      broker,
      'the token provider gave no token: `value` has to be printable text without spaces',
    );
  }
  let pairs = '';
  for (const [key, text] of Object.entries(extensions)) {
    if (!/^[A-Za-z]+$/.test(key) || key === 'auth' || !/^[\x20-\x7e\t\r\n]+$/.test(text)) {
      throw refuse(
        mechanism,
        broker,
        `extension ${JSON.stringify(key)}: names are of letters (and not "auth"), values of printable ASCII (KIP-342)`,
      );
    }
    pairs += `${key}=${text}\x01`;
  }
  // RFC 5801: of the signs that mean something here each has a spelling of its own.
  const name = authorizationId.replaceAll('=', '=3D').replaceAll(',', '=2C');
  const actAs = name === '' ? '' : `a=${name}`;
  return Buffer.from(`n,${actAs},\x01auth=Bearer ${value}\x01${pairs}\x01`);
}

/** The broker's JSON in one line. */
function describe(answer: Buffer): string {
  try {
    const json = JSON.parse(answer.toString()) as Record<string, unknown>;
    const words = ['status', 'scope', 'openid-configuration'].flatMap((name) =>
      typeof json[name] === 'string' ? [`${name} ${json[name]}`] : [],
    );
    if (words.length > 0) return words.join(', ');
  } catch {
    // Not JSON: said as it is.
  }
  return JSON.stringify(answer.toString().slice(0, 200));
}

/** Whose token it is, for errors of providers. */
export function brokerOf({ broker }: SaslContext): string {
  return formatAddress(broker);
}
