import type { BrokerListenerOptions } from '../options/listener-options.ts';
import type { CommandLine } from './command-line.ts';
import { saslOf, tlsOf } from './protection.ts';
import { UsageError } from './usage-error.ts';

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/**
 * The listeners of --listener, or the one at --port, protected by what there is of --tls-… and --sasl…
 * @throws UsageError
 */
export function listenersOf(line: CommandLine): BrokerListenerOptions[] {
  const given = line.texts('listener');
  const tls = tlsOf(line);
  const sasl = saslOf(line);
  const advertisedHost = line.text('advertised-host');
  const told = advertisedHost === undefined ? {} : { advertisedHost };
  if (given.length === 0) {
    const port = checkPort('--port', line.number('port') ?? 9092);
    return [{ port, ...told, ...(tls === undefined ? {} : { tls }), ...(sasl === undefined ? {} : { sasl }) }];
  }
  if (line.has('port')) throw new UsageError('--port is that of the one listener there is without --listener');
  const listeners = given.map((text) => ({ text, ...parse(text) }));
  for (const [kind, there, option] of [
    ['SSL', tls, '--tls-cert and --tls-key'],
    ['SASL', sasl, '--sasl'],
  ] as const) {
    const asking = listeners.find(({ protocol }) => protocol.includes(kind));
    if (asking !== undefined && there === undefined) {
      throw new UsageError(`--listener ${asking.text}: ${asking.protocol} needs ${option}`);
    }
    if (asking === undefined && there !== undefined) {
      throw new UsageError(`${option}: no --listener is of a protocol with ${kind}`);
    }
  }
  return listeners.map(({ name, protocol, host, port }) => ({
    name,
    port,
    ...told,
    ...(host === '' ? {} : { host }),
    ...(tls !== undefined && protocol.endsWith('SSL') ? { tls } : {}),
    ...(sasl !== undefined && protocol.startsWith('SASL') ? { sasl } : {}),
  }));
}

interface Address {
  readonly name: string;
  readonly protocol: Protocol;
  /** Empty: that of --host. */
  readonly host: string;
  readonly port: number;
}

/** @param text as in server.properties, SASL_SSL://0.0.0.0:9093, with the name before it where it has another */
function parse(text: string): Address {
  const match = /^(?:([\w.-]+):)?(\w+):\/\/(\[[^\]]+\]|[^:/[\]]*):(\d+)$/.exec(text);
  const wrong = (what: string): UsageError => new UsageError(`--listener ${text}: ${what}`);
  if (match === null) throw wrong('expected [NAME:]PROTOCOL://[HOST]:PORT, such as PLAINTEXT://:9092');
  const [, name, written = '', host = '', port] = match;
  const protocol = PROTOCOLS.find((each) => each === written);
  if (protocol === undefined) {
    throw wrong(`${written} is no protocol: ${PROTOCOLS.join(', ')}; a name goes before it, ${written}:SSL://...`);
  }
  return {
    name: name ?? protocol,
    protocol,
    host: host.replace(/^\[|\]$/g, ''),
    port: checkPort(`--listener ${text}`, Number(port)),
  };
}

function checkPort(what: string, port: number): number {
  if (port > 65_535) throw new UsageError(`${what}: expected a port from 0 to 65535, got ${port}`);
  return port;
}
