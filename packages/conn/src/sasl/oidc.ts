import { ConnectionError, parseOptions, messageOf } from '@k/wire';
import { z } from '@k/runtime';
import { nodeFetch, type Fetch } from '../node-fetch.ts';
import { refuse, reveal, type SaslContext, type Secret } from './mechanism.ts';
import { brokerOf, type OAuthToken, type OAuthTokenProvider } from './oauthbearer.ts';
import { aFunction, secret, text, texts } from './option-types.ts';

/** Client credentials of OAuth 2 / OpenID Connect (RFC 6749 4.4, KIP-768). */
export interface OidcOptions {
  /** Where tokens are given out: `https://login.example/realms/x/protocol/openid-connect/token`. */
  readonly tokenEndpointUrl: string;
  /** Who asks for tokens. */
  readonly clientId: string;
  /** What proves it: text, or a function that gives it. */
  readonly clientSecret: Secret;
  /** What the token should be good for, several separated by spaces. */
  readonly scope?: string | undefined;
  /** Further form fields, such as `audience` or `resource`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** SASL extensions sent with the token (KIP-342), such as `logicalCluster` and `identityPoolId`. */
  readonly extensions?: Readonly<Record<string, string>> | undefined;
  /** How long one request for a token may take, milliseconds. @default 10000 */
  readonly timeoutMs?: number | undefined;
  /** Instead of the global `fetch`: a proxy, another engine, a test. */
  readonly fetch?: Fetch | undefined;
}

/** The check of {@link OidcOptions}. */
export const oidcOptions = z.strictObject({
  tokenEndpointUrl: z
    .url({ protocol: /^https?$/, error: 'expected an https:// URL' })
    // fetch refuses it, and tells the whole of it.
    .refine((url) => !URL.canParse(url) || `${new URL(url).username}${new URL(url).password}` === '', {
      error: 'expected a URL without user name and password: give them as clientId and clientSecret',
    }),
  clientId: text,
  clientSecret: secret,
  scope: z.string().optional(),
  parameters: texts.optional(),
  extensions: texts.optional(),
  timeoutMs: z.number().int().positive().optional(),
  fetch: aFunction.optional(),
});

const MECHANISM = 'OAUTHBEARER';

/**
 * A token provider that asks an OAuth 2 token endpoint. What the endpoint refuses is an AuthenticationError; an endpoint
 * that cannot be reached, or is in trouble itself, is a ConnectionError, which is worth another try.
 *
 * @throws ConfigError that names every wrong option
 */
export function oidcProvider(options: OidcOptions): OAuthTokenProvider {
  parseOptions('oidcProvider()', oidcOptions, options);
  const { fetch = nodeFetch, timeoutMs = 10_000 } = options;
  const endpoint = new URL(options.tokenEndpointUrl);
  return async (context): Promise<OAuthToken> => {
    const secret = await reveal(options.clientSecret, MECHANISM, context.broker);
    const credentials = `${formEncode(options.clientId)}:${formEncode(secret)}`;
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...options.parameters });
    if (options.scope !== undefined) form.set('scope', options.scope);
    const stop = new AbortController();
    const timer = context.clock.setTimeout(() => {
      stop.abort(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    let status: number;
    let text: string;
    try {
      const response = await fetch(endpoint.href, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: form.toString(),
        signal: stop.signal,
        redirect: 'error', // the secret is for this address alone
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      throw unreachable(endpoint, context, reasonOf(error), error);
    } finally {
      context.clock.clearTimeout(timer);
    }
    if (status === 429 || status >= 500) throw unreachable(endpoint, context, `it answers HTTP ${status}`);
    return tokenIn(text, status, endpoint, context, options.extensions);
  };
}

function tokenIn(
  text: string,
  status: number,
  endpoint: URL,
  context: SaslContext,
  extensions: OAuthToken['extensions'],
): OAuthToken {
  let json: Record<string, unknown>;
  try {
    json = Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    json = {};
  }
  const { access_token: value, expires_in: seconds, error, error_description: description } = json;
  if (status !== 200 || typeof value !== 'string') {
    // Only the fields that RFC 6749 has for it: the rest of an answer may hold anything.
    const words = [error, description].filter((each) => typeof each === 'string').join(': ');
    const why = words === '' ? (status === 200 ? 'the answer holds no access_token' : 'it does not say why') : words;
    throw refuse(MECHANISM, context.broker, `${endpoint.origin} gives no token: HTTP ${status}, ${why}`);
  }
  const lifetimeMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
  return { value, extensions, lifetimeMs };
}

function unreachable(endpoint: URL, context: SaslContext, why: string, cause?: unknown): ConnectionError {
  const message = `Connection to ${brokerOf(context)}: no token from ${endpoint.origin}: ${why}`;
  return new ConnectionError(message, {
    broker: brokerOf(context),
    phase: 'authenticating',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** `fetch failed` says nothing; what it failed of is in its cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return messageOf(inner);
}

/** RFC 6749, 2.3.1: both are form-encoded before they are joined. */
function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
