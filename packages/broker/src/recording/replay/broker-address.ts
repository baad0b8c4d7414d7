import { ConfigError, ConnectionError, messageOf, showValue } from '@k/wire';

/** Where a broker listens. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

/** 'host:port', '[::1]:port'. @throws ConfigError */
export function parseAddress(address: string): BrokerAddress {
  const found = addressIn(address);
  if (found !== undefined) return found;
  throw new ConfigError(
    `replay(): option "bootstrapServers": expected 'host:port' with a port from 1 to 65535, got ${showValue(address)}`,
    [{ option: 'bootstrapServers', message: `expected 'host:port', got ${showValue(address)}` }],
  );
}

/** That of a node, as a broker told it. @throws ConnectionError */
export function toldAddress(server: string, host: string, port: number): string {
  const address = `${host}:${String(port)}`;
  if (addressIn(address) !== undefined) return address;
  const message = `replay(): ${server} says that a broker is at ${showValue(address)}, where none can be: give the address of another one`;
  throw new ConnectionError(message, { broker: server, phase: 'metadata' });
}

/** What a broker would not send. */
export function unreadable(address: string, error: unknown): ConnectionError {
  const message = `replay(): ${address} sent what is no answer of a Kafka: ${messageOf(error)}. Give the address of a broker, of a listener without TLS`;
  return new ConnectionError(message, { broker: address, phase: 'response', cause: error });
}

function addressIn(address: string): BrokerAddress | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|(.+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}
