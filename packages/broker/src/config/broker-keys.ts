import { releaseOf, type PlayedRelease } from '../release/releases.ts';
import { BROKER_KEYS } from './broker-key-table.ts';
import type { ConfigKey } from './config-key.ts';

/** A setting of a broker. */
export interface BrokerKey extends ConfigKey {
  /** Whether it can be set at run time: not at all, for all brokers and for each, or for each only. */
  readonly scope: 'none' | 'cluster' | 'broker';
  /** Told only where it was set. */
  readonly isInternal: boolean;
}

const KEYS: ReadonlyMap<string, BrokerKey> = new Map(
  BROKER_KEYS.map(([name, type, defaultValue, facts = {}]): [string, BrokerKey] => [
    name,
    {
      name,
      type,
      defaultValue,
      limits: facts.limits ?? {},
      scope: facts.scope ?? 'none',
      isInternal: facts.isInternal ?? false,
      documentation: `See https://kafka.apache.org/documentation/#brokerconfigs_${name}`,
    },
  ]),
);

/** Those of Kafka 4.4, with the defaults that the release had of those that act here. https://kafka.apache.org/documentation/#brokerconfigs */
export function brokerKeysOf(release: PlayedRelease | undefined): ReadonlyMap<string, BrokerKey> {
  if (release === undefined) return KEYS;
  const { messageMaxBytes, groupMaxSessionTimeoutMs, timestampAfterMaxMs } = releaseOf(release).defaults;
  const changed: readonly (readonly [string, string])[] = [
    ['message.max.bytes', String(messageMaxBytes)],
    ['group.max.session.timeout.ms', String(groupMaxSessionTimeoutMs)],
    ['log.message.timestamp.after.max.ms', timestampAfterMaxMs],
  ];
  return new Map([
    ...KEYS,
    ...changed.map(([name, defaultValue]): [string, BrokerKey] => [
      name,
      { ...(KEYS.get(name) as BrokerKey), defaultValue },
    ]),
  ]);
}
