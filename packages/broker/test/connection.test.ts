import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import {
  apiByKey,
  ApiVersions,
  encodeRequestFrame,
  Heartbeat,
  Metadata,
  Produce,
  Reader,
  readResponseHeader,
  type Api,
} from '@k/wire';
import { withResolvers } from '@k/runtime';
import { createBroker, type Broker, type BrokerEvent } from '../src/index.ts';
import { batchOf, recordsIn } from './support/records.ts';
import { fetchFrom, produceTo } from './support/calls.ts';
import { leastBodyOf } from './support/least-bodies.ts';
import { RawClient } from './support/raw-client.ts';

/** What librdkafka 2.1 and newer send to list all topics; see the note in it. */
const LIBRDKAFKA = JSON.parse(
  readFileSync(new URL('../../test/fixtures/librdkafka-metadata.json', import.meta.url), 'utf8'),
) as Record<string, string>;

/** Why the broker closed the next connection that ends. */
function closeReason(broker: Broker): Promise<string> {
  return new Promise((resolve) => {
    const stop = broker.observe((event) => {
      if (event.type !== 'disconnect') return;
      stop();
      resolve(event.reason);
    });
  });
}

describe('connections', () => {
  const garbage: [what: string, bytes: Buffer, reason: RegExp][] = [
    ['a negative length', Buffer.from('ffffffff', 'hex'), /unreadable request.*-1/],
    ['a length above maxRequestBytes', Buffer.from('7fffffff', 'hex'), /unreadable request.*2147483647/],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n'), /unreadable request.*HTTP/],
    ['a TLS hello', Buffer.from('16030100f8010000f40303', 'hex'), /unreadable request.*TLS/],
    ['a frame too short for a header', Buffer.from('000000020000', 'hex'), /too few/],
    ['an API that is not served', frame('7fff000000000001ffff'), /API key 32767/],
    ['a version that is not served', frame('000303e700000001ffff'), /Metadata v999/],
    ['a cut body', frame('000c000000000001ffff0009'), /bad request/],
  ];
  for (const [what, bytes, reason] of garbage) {
    it(`closes the connection that sends ${what}, and disturbs no other`, async () => {
      await using broker = await createBroker({ maxRequestBytes: 100_000, keepProcessAlive: true });
      const address = broker.bootstrapServers[0] as string;
      const other = await RawClient.tcp(address);
      const reasons = closeReason(broker);
      const client = await RawClient.tcp(address);
      client.sendBytes(bytes, 1).catch(() => undefined);
      await client.closed;
      assert.match(await reasons, reason);
      assert.equal((await other.request(ApiVersions, 0, {})).errorCode, 0);
    });
  }

  for (const [version, hex] of Object.entries(LIBRDKAFKA).filter(([key]) => key !== 'note')) {
    it(`passes over the bytes behind the body of a Metadata request by librdkafka ${version}, and tells it`, async () => {
      await using broker = await createBroker({ keepProcessAlive: true });
      broker.createTopic('orders');
      const told: BrokerEvent[] = [];
      broker.observe((event) => told.push(event));
      const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
      const request = Buffer.from(hex, 'hex');
      const answer = new Reader(await client.sendBytes(request, 3));
      const apiVersion = request.readInt16BE(6);
      readResponseHeader(answer, Metadata, apiVersion);
      assert.deepEqual(
        Metadata.response.read(answer, apiVersion).topics.map(({ name }) => name),
        ['orders'],
      );
      assert.equal((await client.request(ApiVersions, 0, {})).errorCode, 0, 'the connection goes on');
      const trailing = told.filter((event) => event.type === 'trailingBytes');
      assert.deepEqual(
        trailing.map(({ apiName, clientId, bytes }) => [apiName, clientId, bytes]),
        [['Metadata', `librdkafka-${version}`, 3]],
      );
    });
  }

  it('passes over bytes behind any request, as Kafka does', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const bytes: number[] = [];
    broker.observe((event) => {
      if (event.type === 'trailingBytes') bytes.push(event.bytes);
    });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const behind = (api: Api<unknown, unknown>, version: number, body: object, correlationId: number): Buffer => {
      const whole = encodeRequestFrame(api, version, { correlationId, clientId: null }, body);
      return frame(`${Buffer.concat(whole).subarray(4).toString('hex')}00ff`);
    };
    for (const [i, { apiKey, maxVersion }] of (await client.request(ApiVersions, 0, {})).apiKeys.entries()) {
      const api = apiByKey(apiKey) as Api<unknown, unknown>;
      const id = 1000 + i;
      const answer = await client.sendBytes(behind(api, maxVersion, leastBodyOf(api, maxVersion), id), id);
      assert.equal(answer.readInt32BE(0), id, api.name);
    }
    assert.deepEqual(new Set(bytes), new Set([2]));
    assert.ok(bytes.length > 10);
  });

  it('does not take memory for a frame that is only announced', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const before = process.memoryUsage().arrayBuffers;
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    client.sendBytes(Buffer.from('06000000' + '0012', 'hex'), 1).catch(() => undefined);
    const other = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await other.request(ApiVersions, 0, {});
    assert.ok(process.memoryUsage().arrayBuffers - before < 20_000_000);
    client.close();
  });

  it('reads requests byte by byte and all at once', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const [host, port] = (broker.bootstrapServers[0] as string).split(':') as [string, string];
    const request = (correlationId: number): Buffer =>
      Buffer.concat(encodeRequestFrame(ApiVersions, 0, { correlationId, clientId: null }, {}));
    const socket = connect({ host, port: Number(port), noDelay: true });
    const answer = (): Promise<Buffer> => new Promise((resolve) => socket.once('data', resolve));
    for (const byte of request(1)) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
    }
    assert.equal((await answer()).readInt32BE(4), 1);
    socket.destroy();
    const client = await RawClient.tcp(`${host}:${port}`);
    const last = client.sendBytes(Buffer.concat([1, 2, 3, 4, 5].map(request)), 5);
    await last;
    assert.deepEqual(client.answered, [1, 2, 3, 4, 5]);
  });

  it('answers in the order of the requests: a parked fetch holds up what was sent after it', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    broker.createTopic('t');
    const address = broker.bootstrapServers[0] as string;
    const [client, producer] = [await RawClient.tcp(address), await RawClient.tcp(address)];
    const parked = fetchFrom(client, 't', 0, 0, { maxWaitMs: 60_000 });
    const behind = client.request(Metadata, 1, { topics: [] });
    const probe = await RawClient.tcp(address);
    await probe.request(ApiVersions, 0, {});
    assert.deepEqual(client.answered, []);
    await produceTo(producer, { name: 't' }, 0, batchOf(['x']));
    assert.deepEqual(recordsIn((await parked).records), ['0:x']);
    await behind;
    assert.deepEqual(client.answered, [1, 2]);
  });

  it('takes thousands of requests sent ahead, and forgets those of a client that left', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const answers = Array.from({ length: 5000 }, () => client.request(Heartbeat, 0, { groupId: 'g', memberId: 'm' }));
    assert.equal((await Promise.all(answers)).length, 5000);
    broker.createTopic('t');
    const gone = closeReason(broker);
    const parked = assert.rejects(fetchFrom(client, 't', 0, 0, { maxWaitMs: 60_000 }));
    client.close();
    await parked;
    assert.equal(await gone, 'closed by the client');
    assert.deepEqual(broker.connections, []);
  });

  /** Two Produce requests with acks 0 in one write; the first is being handled when the client has left. */
  async function leaveBehind(broker: Broker): Promise<() => void> {
    broker.createTopic('t');
    const [entered, release] = [withResolvers<undefined>(), withResolvers<undefined>()];
    broker.control(
      Produce,
      () => {
        entered.resolve(undefined);
        return release.promise;
      },
      { times: 1 },
    );
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const requests = ['first', 'second'].flatMap((value, i) =>
      encodeRequestFrame(Produce, 7, { correlationId: i, clientId: 'raw' }, unanswered(value)),
    );
    client.sendBytes(Buffer.concat(requests), 0).catch(() => undefined);
    await entered.promise;
    const gone = closeReason(broker);
    client.close();
    assert.equal(await gone, 'closed by the client');
    assert.deepEqual(broker.connections, []);
    return () => {
      release.resolve(undefined);
    };
  }

  it('does what a client with acks 0 asked for before it left (KAFKA-3703)', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const release = await leaveBehind(broker);
    release();
    await turns();
    assert.equal(broker.log('t', 0).endOffset, 2);
  });

  it('does nothing more for a client that left when the broker stops', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const release = await leaveBehind(broker);
    await broker.stop();
    release();
    await turns();
    assert.equal(broker.log('t', 0).endOffset, 0);
  });

  it('lists who is connected, and drops them when asked', async () => {
    await using broker = await createBroker({ keepProcessAlive: true });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await client.request(ApiVersions, 0, {});
    assert.deepEqual(
      broker.connections.map(({ clientId, nodeId }) => [clientId, nodeId]),
      [['raw', 0]],
    );
    broker.dropConnections();
    await client.closed;
  });
});

function unanswered(value: string) {
  const topicData = [{ name: 't', partitionData: [{ index: 0, records: batchOf([value]) }] }];
  return { acks: 0, timeoutMs: 1000, topicData };
}

/** More turns of the event loop than requests need that wait for nothing. */
async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
}

function frame(hex: string): Buffer {
  const body = Buffer.from(hex, 'hex');
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}
