import type { Server, Socket as NetSocket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { AcceptedHandlers, Listener, ServerNetwork, ServerTls } from '../server.ts';
import type { Socket } from '../runtime.ts';
import { net, tls as nodeTls } from './node-modules.ts';

class TcpSocket implements Socket {
  readonly #socket: NetSocket;
  readonly remoteAddress: string;
  readonly peerCertificate: Uint8Array | undefined;

  constructor(socket: NetSocket) {
    this.#socket = socket;
    this.remoteAddress = `${socket.remoteAddress ?? '?'}:${String(socket.remotePort ?? 0)}`;
    const tls = socket as Partial<Pick<TLSSocket, 'authorized' | 'getPeerX509Certificate'>>;
    this.peerCertificate = tls.authorized === true ? tls.getPeerX509Certificate?.()?.raw : undefined;
  }

  write(chunks: readonly Uint8Array[]): boolean {
    const socket = this.#socket;
    if (socket.destroyed) return true;
    if (chunks.length === 1) return socket.write(chunks[0] as Uint8Array);
    // Corked, the chunks leave in one writev: record sets go from the log to the kernel without being joined.
    socket.cork();
    let ready = true;
    for (const chunk of chunks) ready = socket.write(chunk);
    socket.uncork();
    return ready;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  end(): void {
    this.#socket.destroySoon();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}

function serverOf(tls: ServerTls | undefined, onSocket: (socket: NetSocket) => void): Server {
  if (tls === undefined) return net().createServer({ noDelay: true }, onSocket);
  const { key, cert, ca, passphrase, requestCert } = tls;
  const pem = (text: string | Uint8Array): string | Buffer => (typeof text === 'string' ? text : Buffer.from(text));
  // A failed handshake ends that socket alone: node:tls destroys it.
  return nodeTls().createServer(
    {
      noDelay: true,
      key: pem(key),
      cert: pem(cert),
      requestCert,
      rejectUnauthorized: requestCert,
      ...(ca === undefined ? {} : { ca: pem(ca) }),
      ...(passphrase === undefined ? {} : { passphrase }),
    },
    onSocket,
  );
}

export const nodeServerNetwork: ServerNetwork = {
  listen(address, accept): Promise<Listener> {
    return new Promise((resolve, reject) => {
      const server = serverOf(address.tls, (netSocket) => {
        if (address.unref === true) netSocket.unref();
        let failure: Error | undefined;
        const handlers: AcceptedHandlers = accept(new TcpSocket(netSocket));
        netSocket.on('data', (chunk) => {
          handlers.onData(chunk);
        });
        netSocket.on('drain', () => {
          handlers.onDrain();
        });
        // A reset by the client is everyday weather for a broker: it is only the reason of the close that follows.
        netSocket.on('error', (error) => {
          failure = error;
        });
        netSocket.on('close', () => {
          handlers.onClose(failure);
        });
      });
      // Sockets whose TLS handshake never ends belong to nobody else.
      const open = new Set<NetSocket>();
      if (address.tls !== undefined) {
        server.on('connection', (socket: NetSocket) => {
          if (address.unref === true) socket.unref();
          open.add(socket);
          socket.once('close', () => open.delete(socket));
        });
      }
      if (address.unref === true) server.unref();
      server.once('error', reject);
      server.listen(address.port, address.host, () => {
        server.off('error', reject);
        const bound = server.address();
        if (bound === null || typeof bound === 'string') {
          reject(new Error('The server has no TCP address'));
          return;
        }
        resolve({
          port: bound.port,
          close: () =>
            new Promise((done) => {
              for (const socket of open) socket.destroy();
              server.close(() => {
                done();
              });
            }),
        });
      });
    });
  },
};
