import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody who may ask for tokens. */
interface TokenClient {
  readonly secret: string;
  /** How long its tokens are good for. */
  readonly lifetimeMs: number;
}

/** Who asks, and what for. */
export interface TokenRequest {
  readonly clientId: string;
  readonly form: Readonly<Record<string, string>>;
}

type Claims = Readonly<Record<string, unknown>>;

const SCOPE = 'kafka';

/**
 * The little of an OpenID Connect provider that brokers and clients need: a token endpoint for client credentials
 * (RFC 6749, 4.4) and its public keys (RFC 7517), on 127.0.0.1.
 */
export class TokenIssuer {
  readonly audience = 'kafka-brokers';
  /** By client id. The tokens of `hasty` end soon, so that they are renewed while one looks. */
  readonly clients: Readonly<Record<string, TokenClient>> = {
    service: { secret: 'k: 100% service secret', lifetimeMs: 3_600_000 },
    hasty: { secret: 'k: hasty secret', lifetimeMs: 8000 },
  };
  /** What was asked for and given, oldest first. */
  readonly given: TokenRequest[] = [];
  readonly #server: Server;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async start(): Promise<TokenIssuer> {
    const issuer = new TokenIssuer();
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    return issuer;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** The claim `iss`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get tokenUrl(): string {
    return `${this.url}/token`;
  }

  get jwksUrl(): string {
    return `${this.url}/keys`;
  }

  /** A JWT (RFC 7519) that is good for an hour, unless claims say otherwise. */
  token(claims: Claims = {}): string {
    return this.#sign(claims, this.#keys.privateKey);
  }

  /** As {@link token}, and by the same name of a key; but that is another's. */
  forgedToken(claims: Claims = {}): string {
    return this.#sign(claims, this.#stranger);
  }

  /** As a broker looks at a token. */
  validate(token: string): { principal: string; expiresAtMs: number } {
    const [header = '', claims = '', signature = ''] = token.split('.');
    const { alg } = decode(header);
    if (alg !== 'RS256') throw new Error(`signed by ${String(alg)}, not RS256`);
    const signed = Buffer.from(`${header}.${claims}`);
    if (!verify('sha256', signed, this.#keys.publicKey, Buffer.from(signature, 'base64url'))) {
      throw new Error('the signature is wrong');
    }
    const { sub, iss, aud, exp } = decode(claims);
    if (iss !== this.url) throw new Error('from another issuer');
    if (aud !== this.audience) throw new Error('for another audience');
    if (typeof exp !== 'number' || exp * 1000 <= Date.now()) throw new Error('it has expired');
    return { principal: String(sub), expiresAtMs: exp * 1000 };
  }

  #sign(claims: Claims, key: KeyObject): string {
    const now = Math.floor(Date.now() / 1000);
    const all = { sub: 'alice', iss: this.url, aud: this.audience, iat: now, exp: now + 3600, scope: SCOPE, ...claims };
    const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${encode(all)}`;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [status, body] = this.#respond(request, await textOf(request));
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  }

  #respond({ method, url, headers }: IncomingMessage, text: string): [status: number, body: object] {
    if (method === 'GET' && url === '/keys') {
      const key = createPublicKey(this.#keys.privateKey).export({ format: 'jwk' });
      return [200, { keys: [{ ...key, kid: 'k1', alg: 'RS256', use: 'sig' }] }];
    }
    if (method !== 'POST' || url !== '/token') return [404, { error: 'not_found' }];
    const form = Object.fromEntries(new URLSearchParams(text));
    const [clientId, secret] = basicCredentials(headers.authorization);
    const client = Object.hasOwn(this.clients, clientId) ? this.clients[clientId] : undefined;
    if (client?.secret !== secret) {
      return [401, { error: 'invalid_client', error_description: 'no such client, or another secret' }];
    }
    if (form['grant_type'] !== 'client_credentials') return [400, { error: 'unsupported_grant_type' }];
    if (form['scope'] !== undefined && form['scope'] !== SCOPE) {
      return [400, { error: 'invalid_scope', error_description: `there is no scope but ${SCOPE}` }];
    }
    this.given.push({ clientId, form });
    const seconds = client.lifetimeMs / 1000;
    // Not before what is promised in expires_in, which counts from later on.
    const exp = Math.ceil(Date.now() / 1000) + seconds;
    return [200, { access_token: this.token({ sub: clientId, exp }), token_type: 'Bearer', expires_in: seconds }];
  }
}

/** RFC 6749, 2.3.1: form-encoded, then joined. */
function basicCredentials(authorization = ''): [clientId: string, secret: string] {
  const joined = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  const [id = '', secret = ''] = joined.split(':').map((part) => new URLSearchParams(`x=${part}`).get('x') ?? '');
  return [id, secret];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}
