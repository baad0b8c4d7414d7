import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { AuthenticationError, ConnectionError } from '@k/wire';
import { nodeRuntime } from '@k/runtime';
import type { SaslContext } from '../src/sasl/mechanism.ts';
import { oidcProvider, type OidcOptions } from '../src/sasl/oidc.ts';
import { VirtualClock } from '@k/runtime';

const SECRET = 'top secret: + %';
const context: SaslContext = { ...nodeRuntime, broker: { host: 'kafka', port: 9092 } };

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A token endpoint on a real port. */
async function endpoint(status: number, answer: unknown): Promise<{ url: string; asked: Asked[]; close: () => void }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close', location: '/elsewhere' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/token`, asked, close: () => server.close() };
}

async function failureOf(options: Partial<OidcOptions>, given: SaslContext = context): Promise<Error> {
  const provider = oidcProvider({ tokenEndpointUrl: 'http://x', clientId: 'me', clientSecret: SECRET, ...options });
  try {
    await provider(given);
  } catch (error) {
    assert.ok(error instanceof Error);
    const encoded = Buffer.from('me:top+secret%3A+%2B+%25').toString('base64');
    for (const secret of [SECRET, encoded, 'hidden']) {
      assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(secret), inspect(error));
    }
    return error;
  }
  return assert.fail('it should have failed');
}

describe('OIDC client credentials (KIP-768)', () => {
  it('asks as RFC 6749 says and gives the token with its lifetime and extensions', async () => {
    const { url, asked, close } = await endpoint(200, { access_token: 'abc', expires_in: 300, token_type: 'Bearer' });
    const provider = oidcProvider({
      tokenEndpointUrl: url,
      clientId: 'me',
      clientSecret: () => Promise.resolve(SECRET),
      scope: 'kafka read',
      parameters: { audience: 'cluster' },
      extensions: { logicalCluster: 'lkc-1' },
    });
    assert.deepEqual(await provider(context), {
      value: 'abc',
      lifetimeMs: 300_000,
      extensions: { logicalCluster: 'lkc-1' },
    });
    const [{ headers, body } = { headers: {}, body: '' }] = asked;
    assert.equal(body, 'grant_type=client_credentials&audience=cluster&scope=kafka+read');
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    const [scheme, credentials = ''] = headers.authorization?.split(' ') ?? [];
    assert.equal(scheme, 'Basic');
    assert.equal(Buffer.from(credentials, 'base64').toString(), 'me:top+secret%3A+%2B+%25');
    close();
  });

  it('a refusal is an AuthenticationError in the words of the endpoint, and no more of its answer', async () => {
    const answer = { error: 'invalid_client', error_description: 'no such client', access_token: 'hidden' };
    const { url, close } = await endpoint(401, answer);
    const error = await failureOf({ tokenEndpointUrl: url });
    assert.ok(error instanceof AuthenticationError);
    assert.match(error.message, /gives no token: HTTP 401, invalid_client: no such client/);
    close();
  });

  it('an answer without a token is one too', async () => {
    for (const answer of [{ id_token: 'hidden' }, 'hidden', 'null', '7']) {
      const { url, close } = await endpoint(200, answer);
      const error = await failureOf({ tokenEndpointUrl: url });
      assert.ok(error instanceof AuthenticationError);
      assert.match(error.message, /the answer holds no access_token/);
      close();
    }
  });

  it('a refusal without words, and a token without a lifetime', async () => {
    const refusing = await endpoint(403, '<html>');
    assert.match((await failureOf({ tokenEndpointUrl: refusing.url })).message, /HTTP 403, it does not say why/);
    refusing.close();
    const { url, asked, close } = await endpoint(200, { access_token: 'abc' });
    const provider = oidcProvider({ tokenEndpointUrl: url, clientId: 'me', clientSecret: SECRET });
    assert.deepEqual(await provider(context), { value: 'abc', extensions: undefined, lifetimeMs: undefined });
    assert.equal(asked[0]?.body, 'grant_type=client_credentials', 'a scope that is not given is not asked for');
    close();
  });

  it('an endpoint in trouble is worth another try', async () => {
    for (const status of [429, 500, 503]) {
      const { url, close } = await endpoint(status, 'hidden');
      const error = await failureOf({ tokenEndpointUrl: url });
      assert.ok(error instanceof ConnectionError && error.retriable);
      assert.match(error.message, new RegExp(`no token from http://127.0.0.1:\\d+: it answers HTTP ${status}`));
      close();
    }
  });

  it('never follows the secret elsewhere, and says what fetch failed of', async () => {
    const { url, asked, close } = await endpoint(302, '');
    assert.ok((await failureOf({ tokenEndpointUrl: url })) instanceof ConnectionError);
    assert.equal(asked.length, 1);
    close();
    await assert.rejects(
      oidcProvider({ tokenEndpointUrl: url, clientId: 'me', clientSecret: SECRET })(context),
      /no token from .*ECONNREFUSED/,
    );
  });

  it('does not wait for ever', async () => {
    const clock = new VirtualClock();
    const fetch: OidcOptions['fetch'] = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    for (const [given, limit] of [
      [{ timeoutMs: 50 }, 50],
      [{}, 10_000],
    ] as const) {
      const failed = failureOf({ fetch, ...given }, { ...context, clock });
      await clock.advance(limit);
      assert.match((await failed).message, new RegExp(`no answer within ${limit} ms`));
      assert.equal(clock.pendingTimers, 0);
    }
  });
});
