import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket as NetSocket } from 'node:net';
import { it } from 'node:test';
import { nodeNetwork } from '../../src/node/node-network.ts';
import type { Socket } from '../../src/runtime.ts';
import { withResolvers } from '../../src/with-resolvers.ts';

async function listen(onSocket: (socket: NetSocket) => void, host = '127.0.0.1'): Promise<Server & { port: number }> {
  const server = createServer(onSocket).listen(0, host);
  await once(server, 'listening');
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

/** A socket whose events are promises. */
function open(
  host: string,
  port: number,
  onData: (chunk: Buffer) => void = () => undefined,
  space?: () => Buffer | undefined,
) {
  const connected = withResolvers();
  const drained = withResolvers();
  const closed = withResolvers<Error | undefined>();
  let inConnect = true;
  const socket: Socket = nodeNetwork.connect(
    { host, port },
    {
      onConnect: () => {
        assert.equal(inConnect, false);
        connected.resolve();
      },
      onData,
      ...(space === undefined ? {} : { space }),
      onDrain: drained.resolve,
      onClose: (error) => {
        assert.equal(inConnect, false);
        closed.resolve(error);
      },
    },
  );
  inConnect = false;
  return { socket, connected: connected.promise, drained: drained.promise, closed: closed.promise };
}

it('carries bytes both ways, chunks of a vectored write in order', async () => {
  const server = await listen((socket) => socket.pipe(socket));
  const got: Buffer[] = [];
  const all = withResolvers();
  const sent = Array.from({ length: 50 }, (_, i) => Buffer.alloc(i * 700, i));
  const size = sent.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const { socket, connected, closed } = open('localhost', server.port, (chunk) => {
    got.push(Buffer.from(chunk)); // the buffer is reused: a view would be overwritten
    if (got.reduce((sum, each) => sum + each.byteLength, 0) === size) all.resolve();
  });
  await connected;
  assert.ok(socket.remoteAddress);
  socket.write(sent);
  await all.promise;
  assert.ok(Buffer.concat(got).equals(Buffer.concat(sent)));
  socket.destroy();
  assert.equal(await closed, undefined);
  server.close();
});

it('reads to where the bytes belong when it is told, and elsewhere when not', async () => {
  const sent = Buffer.alloc(300_000, 'pattern');
  const server = await listen((socket) => socket.end(sent));
  const memory = Buffer.alloc(200_000);
  const rest: Buffer[] = [];
  let filled = 0;
  const { closed } = open(
    '127.0.0.1',
    server.port,
    (chunk) => {
      if (chunk.buffer === memory.buffer) {
        assert.equal(chunk.byteOffset, memory.byteOffset + filled);
        filled += chunk.length;
      } else rest.push(Buffer.from(chunk));
    },
    () => (filled < memory.length ? memory.subarray(filled) : undefined),
  );
  assert.equal(await closed, undefined);
  server.close();
  assert.equal(filled, memory.length);
  assert.ok(Buffer.concat([memory, ...rest]).equals(sent));
});

it('asks for a pause when the peer does not read, and says when it is over', async () => {
  const accepted = withResolvers<NetSocket>();
  const server = await listen((socket) => {
    socket.pause();
    accepted.resolve(socket);
  });
  const { socket, connected, drained, closed } = open('127.0.0.1', server.port);
  await connected;
  const peer = await accepted.promise;
  const chunk = Buffer.alloc(1024 * 1024);
  let writes = 0;
  while (socket.write([chunk])) assert.ok(++writes < 200, 'no back-pressure');
  peer.resume();
  await drained;
  socket.destroy();
  await closed;
  server.close();
});

it('end sends what is queued before it closes', async () => {
  let bytes = 0;
  const ended = withResolvers();
  const server = await listen((socket) => {
    socket.on('data', (chunk: Buffer) => (bytes += chunk.byteLength));
    socket.on('end', ended.resolve);
  });
  const { socket, connected, closed } = open('127.0.0.1', server.port);
  await connected;
  socket.write([Buffer.alloc(8 * 1024 * 1024)]);
  socket.end?.();
  await ended.promise;
  await closed;
  assert.equal(bytes, 8 * 1024 * 1024);
  server.close();
});

it('reports a refused port, an unknown name and a peer that ends, once each', async () => {
  const server = await listen((socket) => socket.end());
  const { port } = server;
  const ended = open('127.0.0.1', port);
  await ended.connected;
  assert.equal(await ended.closed, undefined);
  server.close();
  await once(server, 'close');
  assert.equal(((await open('127.0.0.1', port).closed) as NodeJS.ErrnoException).code, 'ECONNREFUSED');
  assert.ok((await open('no-such-host.invalid', 1).closed) instanceof Error);
});
