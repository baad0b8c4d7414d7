import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Address, UsageError } from './arguments.ts';
import { Conversation } from './conversation.ts';
import type { Printer } from './printer.ts';

/**
 * Takes connections and hands each on to another address, byte for byte, and shows what goes through. Until SIGINT or
 * SIGTERM.
 * @throws UsageError when it cannot listen
 */
export async function runProxy(listen: Address, target: Address, printer: Printer): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const broker = connect({ host: target.host, port: target.port, allowHalfOpen: true });
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    handOn(client, broker, show(target), printer);
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error) => reject(new UsageError(`cannot listen on ${show(listen)}: ${error.message}`)));
    server.listen({ host: listen.host, port: listen.port }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  printer.tell(`${show({ ...listen, port })} hands on to ${show(target)}; Ctrl-C ends it`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
  });
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}

function handOn(client: Socket, broker: Socket, target: string, printer: Printer): void {
  const { remoteAddress = '?', remotePort = 0 } = client;
  const from = show({ host: remoteAddress, port: remotePort });
  const conversation = new Conversation([from, target], {
    now: () => Date.now(),
    onMessage: (heard) => printer.hear(heard),
    onLost: (what) => printer.complain(what),
  });
  conversation.beginBy(from);
  const listen = (source: string) => (bytes: Buffer) => {
    const before = conversation.kind;
    conversation.push(source, bytes);
    if (conversation.kind === 'tls' && before !== 'tls') printer.tell(`${from} speaks TLS (encrypted: not shown)`);
    if (conversation.kind === 'other' && before !== 'other') printer.tell(`${from} speaks something else (not shown)`);
  };
  client.on('data', listen(from)).pipe(broker);
  broker.on('data', listen(target)).pipe(client);
  broker.on('error', (error) => {
    printer.complain(`${from} > ${target}: ${error.message}`);
    client.destroy();
  });
  client.on('error', () => broker.destroy());
  client.on('close', () => conversation.end());
}

function show({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
