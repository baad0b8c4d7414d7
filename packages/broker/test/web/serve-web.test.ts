import assert from 'node:assert/strict';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ApiVersions, SaslAuthenticate } from '@k/wire';
import { createBroker, serveWeb, type Broker, type WebPage } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

function ask(page: WebPage, path: string, options: { host?: string; method?: string } = {}): Promise<Answer> {
  const { host, method = 'GET' } = options;
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asked = request({ host: '127.0.0.1', port: page.port, path, method, headers, agent: false }, (answer) => {
      text(answer).then(
        (body) => resolve({ status: answer.statusCode, type: answer.headers['content-type'], body }),
        reject,
      );
    });
    asked.on('error', reject).end();
  });
}

async function view<T>(page: WebPage, path: string): Promise<T> {
  const { status, body } = await ask(page, path);
  assert.equal(status, 200, body);
  return JSON.parse(body) as T;
}

describe('the page of a broker', () => {
  let broker: Broker;
  let page: WebPage;
  beforeEach(async () => {
    broker = await createBroker();
    page = await serveWeb(broker);
  });
  afterEach(async () => {
    await page.close();
    await broker.close();
  });

  it('serves its files, and nothing else of the disk', async () => {
    for (const path of ['/', '/page.mjs', '/dom.mjs', '/views.mjs', '/requests.mjs', '/page.css']) {
      const { status, type, body } = await ask(page, path);
      assert.equal(status, 200, path);
      assert.match(type ?? '', /^text\/(html|javascript|css)/);
      assert.ok(body.length > 0);
    }
    for (const path of [
      '/package.json',
      '/../package.json',
      '/%2e%2e/package.json',
      '/tsconfig.json',
      '/api/',
      '/api/constructor',
    ]) {
      assert.equal((await ask(page, path)).status, 404, path);
    }
  });

  it('refuses what cannot be understood with words', async () => {
    broker.createTopic('t');
    for (const [path, why] of [
      ['/api/records?topic=t&partition=-1', 'partition: expected a whole number from 0 on, got "-1"'],
      ['/api/records?topic=t&from=x', 'from: expected a whole number from 0 on, got "x"'],
      ['/api/records?topic=t&limit=1.5', 'limit: expected a whole number from 0 on, got "1.5"'],
      ['/api/records', 'topic: the name of a topic is needed, such as ?topic=orders'],
      ['/api/records?topic=t&offset=3', 'there is no parameter "offset": known are topic, partition, from, limit'],
      ['/api/requests?after=last', 'after: expected a whole number from 0 on, got "last"'],
      ['/api/groups?group=g', 'there is no parameter "group": nothing can be asked for here'],
    ] as const) {
      assert.deepEqual(await ask(page, path), { status: 400, type: 'text/plain; charset=utf-8', body: `${why}\n` });
    }
    assert.deepEqual(await view(page, '/api/records?topic=t&partition=&from='), []);
  });

  it('says of a topic or partition that is not there', async () => {
    if (broker.topic('t') === undefined) broker.createTopic('t');
    for (const [path, why] of [
      ['/api/records?topic=nope', 'topic: there is no topic "nope"'],
      ['/api/records?topic=nope&partition=0', 'topic: there is no topic "nope"'],
      ['/api/records?topic=t&partition=9', /^partition: t has \d, from 0 on, and none is 9\n$/],
    ] as const) {
      const { status, body } = await ask(page, path);
      assert.equal(status, 404, path);
      if (typeof why === 'string') assert.equal(body, `${why}\n`);
      else assert.match(body, why);
    }
  });

  it('goes on when something cannot be shown', async (t) => {
    const broken = t.mock.getter(broker, 'groupIds', () => {
      throw new Error('planted');
    });
    const { status, body } = await ask(page, '/api/groups');
    assert.deepEqual([status, body], [500, 'this cannot be shown: planted\n']);
    broken.mock.restore();
    assert.equal((await ask(page, '/api/groups')).status, 200);
  });

  it('refuses what is no address, and goes on', async () => {
    for (const path of ['//', 'http://', '//[', '/\\\\']) {
      const { status } = await ask(page, path);
      assert.ok(status === 400 || status === 404, `${path}: ${String(status)}`);
    }
    assert.equal((await ask(page, '/')).status, 200);
  });

  it('is for this machine: a page elsewhere cannot ask it by another name', async () => {
    assert.equal((await ask(page, '/api/topics', { host: `evil.example:${String(page.port)}` })).status, 403);
    for (const host of ['localhost', `LOCALHOST:${String(page.port)}`, '127.0.0.1', '[::1]:9080']) {
      assert.equal((await ask(page, '/api/topics', { host })).status, 200, host);
    }
  });

  it('only looks', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await ask(page, '/api/topics', { method })).status, 405);
  });

  it('has records of one partition from an offset on, newest first, and of all the newest by time', async () => {
    broker.createTopic('t', { partitions: 2, config: { 'retention.ms': -1 } });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await produceTo(client, { name: 't' }, 0, batchOf(['a', 'b', 'c'], {}, { timestamp: 1_000 }));
    await produceTo(client, { name: 't' }, 1, batchOf(['x', 'y'], {}, { timestamp: 1_001 }));
    client.close();
    const values = async (query: string): Promise<string> => {
      const records = await view<{ value: { text: string } }[]>(page, `/api/records?topic=t${query}`);
      return records.map(({ value }) => value.text).join('');
    };
    assert.equal(await values('&partition=0'), 'cba');
    assert.equal(await values('&partition=0&from=1'), 'cb');
    assert.equal(await values('&partition=0&from=1&limit=1'), 'b');
    assert.equal(await values('&partition=0&limit=2'), 'cb');
    assert.equal((await values('&limit=3')).length, 3);
    assert.equal((await values('')).endsWith('a'), true);
  });

  it('keeps requests with what they asked and were answered, the last of each API', async () => {
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await produceTo(client, { name: 'made' }, 0, batchOf(['a']));
    for (let i = 0; i < 120; i++) await client.request(ApiVersions, 0, {});
    client.close();
    type Shown = { id: number; api: string; request: { topicData: { name: string }[] }; response: object };
    const all = await view<Shown[]>(page, '/api/requests');
    assert.equal(all.length, 101);
    assert.deepEqual([all[0]?.api, all[0]?.request.topicData[0]?.name], ['Produce', 'made']);
    assert.deepEqual(
      (await view<Shown[]>(page, '/api/requests?after=119')).map(({ id }) => id),
      [120, 121],
    );
  });

  it('is told in words when its port is taken or its options are none, and may be closed twice', async () => {
    await assert.rejects(serveWeb(broker, { port: page.port }), { code: 'EADDRINUSE' });
    await assert.rejects(serveWeb(broker, { Port: 1 } as never), /unknown option "Port".*port/);
    await assert.rejects(serveWeb({} as never), /serveWeb\(\).*broker/);
    await Promise.all([page.close(), page.close()]);
    await assert.rejects(ask(page, '/'), { code: 'ECONNREFUSED' });
  });
});

it('the page of a broker shows nothing of what clients log in with', async () => {
  const sasl = { users: { alice: 'wonderland' }, mechanisms: ['PLAIN' as const] };
  await using broker = await createBroker({ listeners: [{ sasl }] });
  await using page = await serveWeb(broker);
  const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
  const { SaslHandshake } = await import('@k/wire');
  await client.request(SaslHandshake, 1, { mechanism: 'PLAIN' });
  await client.request(SaslAuthenticate, 1, { authBytes: Buffer.from('\0alice\0wonderland') });
  client.close();
  const { body } = await ask(page, '/api/requests');
  assert.match(body, /SaslAuthenticate/);
  assert.match(body, /\(hidden\)/);
  assert.doesNotMatch(body, /wonderland|AGFsaWNl/);
});
