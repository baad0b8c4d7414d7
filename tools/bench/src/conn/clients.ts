import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrokerConnection } from '@k/conn';
import { encodeRequestFrame, Fetch, Heartbeat } from '@k/wire';
import { loadPeer } from '../peers.ts';
import { FETCH_VERSION } from './server.ts';

export const OURS = '@k/conn';
export const REQUEST_CLIENTS = [OURS, 'kafkajs', '@platformatic/kafka'] as const;
export const STREAM_CLIENTS = [OURS, 'net, data events', 'net, onread'] as const;

export interface HeartbeatClient {
  heartbeat(): Promise<unknown>;
  close(): Promise<void>;
}

/** Fetches `answers` times `size` bytes, two requests under way; resolves with the bytes of records, or of all. */
export type Stream = (port: number, size: number, answers: number) => Promise<number>;

/** A connection that may have `inFlight` requests under way. */
export async function openHeartbeats(client: string, port: number, inFlight: number): Promise<HeartbeatClient> {
  switch (client) {
    case OURS:
      return ours(port, inFlight);
    case 'kafkajs':
      return kafkajs(port, inFlight);
    case '@platformatic/kafka':
      return platformatic(port, inFlight);
    default:
      throw new Error(`no client "${client}"`);
  }
}

async function ours(port: number, maxInFlightRequestsPerConnection: number): Promise<HeartbeatClient> {
  const connection = new BrokerConnection({ host: '127.0.0.1', port, maxInFlightRequestsPerConnection });
  await connection.connect();
  const body = { groupId: 'group', generationId: 1, memberId: 'member', groupInstanceId: null };
  return { heartbeat: () => connection.request(Heartbeat, body), close: () => connection.close() };
}

/** The little of its inner modules that is used here. */
type KafkajsConnection = new (options: object) => {
  connect(): Promise<unknown>;
  send(request: unknown): Promise<unknown>;
  disconnect(): Promise<unknown>;
};

async function kafkajs(port: number, maxInFlightRequests: number): Promise<HeartbeatClient> {
  const require = createRequire(fileURLToPath(new URL('../../../peers/package.json', import.meta.url)));
  const inner = (name: string): unknown => require(path.posix.join('kafkajs/src', name));
  const Connection = inner('network/connection') as KafkajsConnection;
  const socketFactory = (inner('network/socketFactory') as () => unknown)();
  const { protocol } = inner('protocol/requests/heartbeat') as {
    protocol: (options: { version: number }) => (body: object) => unknown;
  };
  const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const logger = { ...silent, namespace: () => logger };
  const connection = new Connection({
    host: '127.0.0.1',
    port,
    logger,
    socketFactory,
    requestTimeout: 30_000,
    connectionTimeout: 10_000,
    maxInFlightRequests,
  });
  await connection.connect();
  const heartbeat = protocol({ version: 3 });
  const body = { groupId: 'group', groupGenerationId: 1, memberId: 'member', groupInstanceId: null };
  return {
    heartbeat: () => connection.send(heartbeat(body)),
    close: async () => {
      await connection.disconnect();
    },
  };
}

interface Platformatic {
  Connection: new (
    clientId: string,
    options: object,
  ) => {
    connect(host: string, port: number): Promise<void>;
    close(): Promise<void>;
  };
  heartbeatV4: { api: { async(connection: unknown, ...args: unknown[]): Promise<unknown> } };
}

async function platformatic(port: number, maxInflights: number): Promise<HeartbeatClient> {
  const { Connection, heartbeatV4 } = await loadPeer<Platformatic>('@platformatic/kafka');
  const connection = new Connection('k', { maxInflights });
  await connection.connect('127.0.0.1', port);
  return {
    heartbeat: () => heartbeatV4.api.async(connection, 'group', 1, 'member', null),
    close: () => connection.close(),
  };
}

function nothing(): void {
  // What it would log is of no interest here.
}

function fetchBody(partitionMaxBytes: number) {
  const partitions = [{ partition: 0, fetchOffset: 0n, partitionMaxBytes }];
  return { maxWaitMs: 0, minBytes: 1, topics: [{ topic: 't', partitions }] };
}

export function streamOf(client: string): Stream {
  if (client === OURS) return streamOurs;
  return client === 'net, onread'
    ? (port, size, answers) => streamNet(port, size, answers, true)
    : (port, size, answers) => streamNet(port, size, answers, false);
}

const streamOurs: Stream = async (port, size, answers) => {
  const body = fetchBody(size);
  const connection = new BrokerConnection({ host: '127.0.0.1', port });
  let left = answers;
  let bytes = 0;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const response = await connection.request(Fetch, body);
      bytes += response.responses[0]?.partitions[0]?.records?.length ?? 0;
    }
  };
  await Promise.all([lane(), lane()]);
  await connection.close();
  return bytes;
};

/** A socket that only counts: it takes for granted how long an answer is. */
async function streamNet(port: number, size: number, answers: number, reuse: boolean): Promise<number> {
  const body = fetchBody(size);
  let bytes = 0;
  let asked = 0;
  let answerBytes = Infinity;
  let socket: Socket | undefined;
  const ask = (): void => {
    asked++;
    const header = { correlationId: asked, clientId: 'k' };
    socket?.write(Buffer.concat(encodeRequestFrame(Fetch, FETCH_VERSION, header, body)));
  };
  const count = (length: number, first: Uint8Array): void => {
    if (bytes === 0) answerBytes = Buffer.from(first.buffer, first.byteOffset).readInt32BE(0) + 4;
    bytes += length;
    while (asked < answers && bytes >= (asked - 1) * answerBytes) ask();
    if (bytes >= answers * answerBytes) socket?.destroy();
  };
  await new Promise<void>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, noDelay: true };
    const onread = {
      buffer: Buffer.allocUnsafeSlow(64 * 1024),
      callback: (length: number, buffer: Uint8Array): boolean => {
        count(length, buffer);
        return true;
      },
    };
    socket = connect(reuse ? { ...options, onread } : options, () => {
      ask();
      ask();
    });
    if (!reuse)
      socket.on('data', (chunk) => {
        count(chunk.length, chunk);
      });
    socket.once('error', reject).once('close', () => {
      resolve();
    });
  });
  return bytes;
}
