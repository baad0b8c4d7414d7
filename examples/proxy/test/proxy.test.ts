import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createBroker } from '@k/broker';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import * as k from '@k/wire';
import { Proxy } from '../src/proxy.ts';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

const addressOf = (server: string): { host: string; port: number } => {
  const [host = '', port] = server.split(':');
  return { host, port: Number(port) };
};

test('the proxy is 100 lines at most', () => {
  const source = readFileSync(path.join(path.dirname(main), '../../src/proxy.ts'), 'utf8');
  assert.ok(source.trimEnd().split('\n').length <= 100);
});

test(
  'a producer and a group stay behind the proxy, whichever of three brokers they go to',
  { timeout: 120_000 },
  async () => {
    await using broker = await createBroker({ nodes: 3 });
    broker.createTopic('orders', { partitions: 6 });
    const proxy = spawn(process.execPath, [main, '0', broker.bootstrapServers[0] ?? '']);
    // The proxy is another process: what is connected from here is a client's.
    const ports = new Set<number | undefined>();
    const onSocket = (message: unknown): void => {
      const { socket } = message as { socket: Socket };
      socket.once('connect', () => ports.add(socket.remotePort));
    };
    subscribe('net.client.socket', onSocket);
    try {
      const [told] = (await once(proxy.stdout, 'data')) as [Buffer];
      const [, bootstrapServers = ''] = /^clients go to (\S+);/.exec(told.toString()) ?? [];
      const sent = Array.from({ length: 60 }, (_, i) => `value ${String(i)}`);
      const got: string[] = [];
      {
        await using producer = new KafkaProducer({ bootstrapServers });
        await producer.sendMany(sent.map((value, i) => ({ topic: 'orders', partition: i % 6, value })));
        await using consumer = new KafkaConsumer({ bootstrapServers, groupId: 'readers', autoOffsetReset: 'earliest' });
        consumer.subscribe({ topics: ['orders'] });
        for await (const { value } of consumer) {
          got.push(value?.toString() ?? '');
          if (got.length === sent.length) break;
        }
        assert.deepEqual(new Set(broker.connections.map(({ nodeId }) => nodeId)).size, 3);
      }
      assert.deepEqual(got.sort(), sent.sort());
      const brokers = broker.bootstrapServers.map((server) => addressOf(server).port);
      assert.equal(ports.size, 3);
      assert.deepEqual(
        brokers.filter((port) => ports.has(port)),
        [],
      );
      proxy.kill('SIGTERM');
      assert.deepEqual(await once(proxy, 'close'), [0, null]);
    } finally {
      unsubscribe('net.client.socket', onSocket);
      proxy.kill('SIGKILL');
    }
  },
);

describe('through the proxy', () => {
  /** Sends requests at once, and gives the frames of as many answers. */
  async function ask(at: { host: string; port: number }, requests: readonly Uint8Array[][], answers: number) {
    const socket = connect(at);
    const frames: Buffer[] = [];
    const decoder = new k.FrameDecoder({ onFrame: (frame) => frames.push(frame) });
    socket.write(Buffer.concat(requests.flat()));
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      decoder.push(chunk);
      if (frames.length >= answers) break;
    }
    return frames;
  }

  const head = (correlationId: number) => ({ correlationId, clientId: 'c' });

  test('acks 0 gets no answer, a refused ApiVersions stays in version 0, and answers keep their order', async () => {
    await using broker = await createBroker();
    broker.createTopic('orders');
    const proxy = new Proxy();
    try {
      const at = await proxy.open(addressOf(broker.bootstrapServers[0] ?? ''));
      const tooNew = Buffer.concat(k.encodeRequestFrame(k.ApiVersions, 3, head(1), {}));
      tooNew.writeInt16BE(99, 6);
      const produce = { acks: 0, timeoutMs: 1000, topicData: [{ name: 'orders', partitionData: [] }] };
      const frames = await ask(
        at,
        [
          [tooNew],
          k.encodeRequestFrame(k.Produce, 11, head(2), produce),
          k.encodeRequestFrame(k.FindCoordinator, 3, head(3), { key: 'g' }),
          k.encodeRequestFrame(k.Metadata, 12, head(4), { topics: null }),
        ],
        3,
      );
      const [refused = Buffer.alloc(0), coordinator = refused] = frames;
      assert.deepEqual(
        frames.map((frame) => frame.readInt32BE(0)),
        [1, 3, 4],
      );
      assert.equal(k.decodeResponseFrame(k.ApiVersions, 4, refused).version, 0);
      const { host, port } = k.decodeResponseFrame(k.FindCoordinator, 3, coordinator).body;
      assert.deepEqual({ host, port }, at);
    } finally {
      await proxy.close();
    }
  });

  test('clients are not told of what the proxy could not read', async () => {
    // A broker of the future.
    const apiKeys = [
      { apiKey: 1, minVersion: 4, maxVersion: 99 },
      { apiKey: 18, minVersion: 0, maxVersion: 4 },
      { apiKey: 999, minVersion: 0, maxVersion: 0 },
    ];
    const future = createServer((socket) => {
      socket.on('data', () => socket.write(Buffer.concat(k.encodeResponseFrame(k.ApiVersions, 3, 1, { apiKeys }))));
    }).listen(0, '127.0.0.1');
    await once(future, 'listening');
    const proxy = new Proxy();
    try {
      const at = await proxy.open({ host: '127.0.0.1', port: (future.address() as AddressInfo).port });
      const [frame = Buffer.alloc(0)] = await ask(at, [k.encodeRequestFrame(k.ApiVersions, 3, head(1), {})], 1);
      const { body } = k.decodeResponseFrame(k.ApiVersions, 3, frame);
      assert.deepEqual(
        body.apiKeys.map(({ apiKey, maxVersion }) => [apiKey, maxVersion]),
        [
          [1, k.Fetch.maxVersion],
          [18, 4],
        ],
      );
    } finally {
      await proxy.close();
      future.close();
    }
  });
});
