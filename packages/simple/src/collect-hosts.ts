import type { BrokerAddress } from '@k/conn';
import { nodeRuntime, type Random, z } from '@k/runtime';
import { parseOptions, wrongArgument } from '@k/wire';

const DEFAULT_PORT = 9092;

const collectHostsOptions = z.strictObject({
  randomize: z.boolean().default(true),
  random: z
    .custom<Random>((value) => typeof (value as Partial<Random> | null)?.next === 'function', 'expected a Random')
    .default(nodeRuntime.random),
});

/**
 * The addresses in `hosts`: `'a:9092,b'`, or an array of such; without a port 9092, IPv6 addresses in brackets where a
 * port follows.
 *
 * @param options.randomize whether in random order, so that many clients do not all start with the same broker; default true
 * @throws ConfigError that names what is not an address
 */
export function collectHosts(
  hosts: string | readonly string[],
  options: { readonly randomize?: boolean; readonly random?: Random } = {},
): BrokerAddress[] {
  if (typeof hosts !== 'string' && !(Array.isArray(hosts) && hosts.every((each) => typeof each === 'string'))) {
    throw wrongArgument('collectHosts()', 'hosts', '"host:port", or an array of them', hosts);
  }
  const { randomize, random } = parseOptions('collectHosts()', collectHostsOptions, options);
  const texts = (typeof hosts === 'string' ? [hosts] : hosts).flatMap((each) => each.split(','));
  const addresses = texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(parseAddress);
  if (randomize) {
    for (let i = addresses.length - 1; i > 0; i--) {
      const j = Math.floor(random.next() * (i + 1));
      [addresses[i], addresses[j]] = [addresses[j] as BrokerAddress, addresses[i] as BrokerAddress];
    }
  }
  return addresses;
}

function parseAddress(text: string): BrokerAddress {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text);
  const host = match?.[1] ?? match?.[2] ?? (text.split(':').length > 2 && !text.includes('[') ? text : '');
  const port = match?.[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (host === '' || port < 1 || port > 65_535) {
    throw wrongArgument('collectHosts()', 'hosts', '"host:port", "host" or "[ipv6]:port"', text);
  }
  return { host, port };
}
