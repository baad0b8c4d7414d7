import { ConfigError, wrongArgument } from '@k/wire';
import type * as zod from 'zod';
import { isAtLeast, type PlayedRelease } from '../release/releases.ts';
import { SASL_MECHANISMS, type SaslMechanismName } from '../security/mechanisms.ts';
import { checkAge } from './check-age.ts';
import type { listenerSchema } from './listener-options.ts';
import { tlsProblem } from './tls-problem.ts';

type ParsedListener = zod.output<typeof listenerSchema>;

/** One listener, checked and complete. */
export interface ListenerSettings extends Omit<ParsedListener, 'sasl'> {
  readonly name: string;
  readonly host: string;
  readonly advertisedHost: string;
  readonly sasl?: Omit<NonNullable<ParsedListener['sasl']>, 'mechanisms'> & {
    readonly mechanisms: readonly SaslMechanismName[];
  };
}

/** A wildcard can be bound but not connected to. */
export function connectable(host: string): string {
  return ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
}

/** As much of the options as listeners are made of. */
interface ListenerInit {
  readonly host: string;
  readonly port: number;
  readonly nodes: number;
  readonly advertisedHost?: string | undefined;
  readonly asVersion?: PlayedRelease | undefined;
  readonly listeners?: readonly ParsedListener[] | undefined;
}

/** Each node has the port after that of the node before. @throws ConfigError */
function checkPorts(port: number, nodes: number): void {
  const last = 65_536 - nodes;
  if (port > last) throw wrongArgument('createBroker', 'option "port"', `up to ${String(last)} for ${String(nodes)} nodes`, port); // prettier-ignore
}

/** @throws ConfigError */
export function listenersOf(options: ListenerInit): ListenerSettings[] {
  const { host, port, advertisedHost, asVersion, listeners } = options;
  if (listeners !== undefined && port !== 0) {
    throw new ConfigError('createBroker: option "port" is that of the one listener there is without "listeners"');
  }
  const seen = new Set<string>();
  return (listeners ?? [{ port }]).map((listener: ParsedListener): ListenerSettings => {
    const { sasl, tls } = listener;
    const protocol = `${sasl === undefined ? '' : 'SASL_'}${tls === undefined ? 'PLAINTEXT' : 'SSL'}`;
    const name = listener.name ?? protocol;
    if (seen.has(name)) throw new ConfigError(`createBroker: two listeners are named ${name}: give each a "name"`);
    seen.add(name);
    checkPorts(listener.port, options.nodes);
    const bound = listener.host ?? host;
    const told = listener.advertisedHost ?? (listener.host === undefined ? advertisedHost : undefined);
    if (tls !== undefined) checkAge(asVersion, '0.9', 'TLS');
    const problem = tls === undefined ? undefined : tlsProblem(tls);
    if (problem !== undefined) {
      throw new ConfigError(`createBroker: listener ${name}: "tls.${problem.part}" ${problem.why}`);
    }
    return {
      name,
      host: bound,
      port: listener.port,
      advertisedHost: told ?? connectable(bound),
      ...(tls === undefined ? {} : { tls }),
      ...(sasl === undefined ? {} : { sasl: { ...sasl, mechanisms: mechanismsOf(name, sasl, asVersion) } }),
    };
  });
}

function mechanismsOf(
  listener: string,
  sasl: NonNullable<ParsedListener['sasl']>,
  asVersion: PlayedRelease | undefined,
): readonly SaslMechanismName[] {
  const hasUsers = Object.keys(sasl.users).length > 0;
  const mechanisms =
    sasl.mechanisms ??
    SASL_MECHANISMS.filter((name) =>
      name === 'OAUTHBEARER' ? sasl.validateToken !== undefined : hasUsers && isThere(name, asVersion),
    );
  if (mechanisms.length === 0) {
    throw new ConfigError(`createBroker: listener ${listener} has SASL but neither "mechanisms" nor "users"`);
  }
  for (const name of mechanisms) {
    if (!isThere(name, asVersion)) checkAge(asVersion, FIRST_RELEASE[name], name);
    // Those of SCRAM may come at run time.
    if (name === 'PLAIN' && !hasUsers) {
      throw new ConfigError(`createBroker: listener ${listener} has ${name} but no "users"`);
    }
  }
  if (sasl.maxReauthMs > 0) checkAge(asVersion, '2.4', 'maxReauthMs');
  return mechanisms;
}

/** The first of the releases that can be played to have each. */
const FIRST_RELEASE: Record<SaslMechanismName, PlayedRelease> = {
  PLAIN: '0.10.2',
  'SCRAM-SHA-256': '0.10.2',
  'SCRAM-SHA-512': '0.10.2',
  OAUTHBEARER: '2.4',
};

function isThere(mechanism: SaslMechanismName, asVersion: PlayedRelease | undefined): boolean {
  return asVersion === undefined || isAtLeast(asVersion, FIRST_RELEASE[mechanism]);
}
