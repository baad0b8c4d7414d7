import { wrongArgument } from '@k/wire';

/** Where a broker listens. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

/** 'host:port', with IPv6 addresses in brackets. */
export function formatAddress(address: BrokerAddress): string {
  const { host, port } = Object(address) as BrokerAddress;
  if (typeof host !== 'string') throw wrongArgument('formatAddress()', 'address', '{ host, port }', address);
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
