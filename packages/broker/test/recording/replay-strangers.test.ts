// A replay to what is no broker: a promise is rejected, by an error that says where and what; the process goes on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { ConfigError, ConnectionError, encodeResponseFrame, Metadata, TimeoutError } from '@k/wire';
import { createBroker, replay, type Recording } from '../../src/index.ts';
import { RawClient } from '../support/raw-client.ts';

async function recorded(): Promise<Recording> {
  await using broker = await createBroker({ topics: { t: 1 } });
  const recording = broker.record();
  const client = await RawClient.tcp(broker.bootstrapServers[0] ?? '');
  await client.request(Metadata, 4, { topics: [{ name: 't' }], allowAutoTopicCreation: false });
  client.close();
  recording.stop();
  return recording;
}

/** Answers the requests that come, one by one, as it is told. */
async function stranger(
  answer: (request: { readonly index: number; readonly bytes: Buffer; readonly address: string }) => Buffer | undefined,
): Promise<AsyncDisposable & { readonly address: string }> {
  let index = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        const answered = answer({ index: index++, bytes, address });
        if (answered !== undefined) socket.write(answered);
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    address,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const HTTP = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');

function metadataAnswer(bytes: Buffer, brokers: readonly { host: string; port: number }[]): Buffer {
  const correlationId = bytes.readInt32BE(8);
  const body = { brokers: brokers.map((it) => ({ nodeId: 0, rack: null, ...it })), clusterId: 'c', controllerId: 0, topics: [] }; // prettier-ignore
  return Buffer.concat(encodeResponseFrame(Metadata, 4, correlationId, body));
}

function at(address: string): { host: string; port: number } {
  const [host = '', port] = address.split(':');
  return { host, port: Number(port) };
}

function frameOf(...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeInt32BE(content.length);
  return Buffer.concat([size, content]);
}

describe('a replay is rejected', () => {
  for (const [what, bad, message] of [
    ['HTTP', () => HTTP, /HTTP/],
    ['a frame that is too short for an answer', () => frameOf(Buffer.from([1, 2])), /sent what is no answer/],
    ['an answer that is cut short', (bytes: Buffer) => frameOf(bytes.subarray(8, 12), Buffer.from([0])), /Metadata/],
  ] as const) {
    for (const first of [0, 1]) {
      it(`by a ConnectionError with the address where ${what} comes ${first === 0 ? 'at once' : 'in its midst'}`, async () => {
        const recording = await recorded();
        await using other = await stranger(({ index, bytes, address }) =>
          index < first ? metadataAnswer(bytes, [at(address)]) : bad(bytes),
        );
        await assert.rejects(replay(recording, { bootstrapServers: other.address }), (error) => {
          assert.ok(error instanceof ConnectionError, String(error));
          assert.deepEqual([error.broker, error.phase], [other.address, 'response']);
          assert.match(error.message, message);
          assert.ok(error.message.includes(other.address));
          assert.match(error.message, /Give the address of a broker/);
          return true;
        });
      });
    }
  }

  it('by a TimeoutError where nothing is said', async () => {
    const recording = await recorded();
    await using other = await stranger(() => undefined);
    const { address: bootstrapServers } = other;
    await assert.rejects(replay(recording, { bootstrapServers, answerTimeoutMs: 5 }), (error) => {
      assert.ok(error instanceof TimeoutError, String(error));
      assert.equal(error.timeoutMs, 5);
      assert.match(error.message, /127\.0\.0\.1:\d+ did not say which brokers there are within 5 ms: is it a Kafka/);
      return true;
    });
    await assert.rejects(replay(recording, { bootstrapServers, timeoutMs: 5 }), (error) => {
      assert.ok(error instanceof TimeoutError, String(error));
      assert.match(error.message, /did not say which brokers there are: the 5 ms of the replay were over/);
      return true;
    });
  });

  it('by a ConnectionError where a broker says that there is none, or none that can be reached', async () => {
    const recording = await recorded();
    for (const [brokers, message] of [
      [[], /says that there are no brokers/],
      [[{ host: 'b', port: -1 }], /says that a broker is at "b:-1", where none can be/],
    ] as const) {
      await using other = await stranger(({ bytes }) => metadataAnswer(bytes, brokers));
      await assert.rejects(replay(recording, { bootstrapServers: other.address }), (error) => {
        assert.ok(error instanceof ConnectionError, String(error));
        assert.equal(error.broker, other.address);
        assert.match(error.message, message);
        return true;
      });
    }
  });

  it('by a ConfigError for what is no address, before anything is asked', async () => {
    const recording = await recorded();
    for (const address of ['localhost:99999', 'localhost:0', 'localhost', ':9092', 'localhost:9092x']) {
      const bootstrapServers = ['127.0.0.1:1', address];
      const network = { connect: (): never => assert.fail('nobody is asked') };
      await assert.rejects(replay(recording, { bootstrapServers, network }), (error) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.ok(error.message.includes(`"${address}"`), error.message);
        return true;
      });
    }
  });
});
