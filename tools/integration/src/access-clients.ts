import { KafkaAdmin } from '@k/admin';
import type { ClusterOptions } from '@k/cluster';
import type { AccessTarget } from './access-target.ts';

export type GetAccessTarget = () => AccessTarget;

/** Who may do everything. */
export function everythingAdmin(target: AccessTarget): KafkaAdmin {
  return new KafkaAdmin({ bootstrapServers: target.bootstrapServers });
}

/** Who comes in by name, and may do what he is allowed to. */
export function adminOf(target: AccessTarget, sasl: NonNullable<ClusterOptions['sasl']>): KafkaAdmin {
  return new KafkaAdmin({ bootstrapServers: target.saslServers, sasl });
}

/** One of the users that every target has. */
export function bobOf(target: AccessTarget): KafkaAdmin {
  return adminOf(target, { mechanism: 'PLAIN', username: 'bob', password: target.passwords['bob'] ?? '' });
}

let names = 0;

/** A name that was not used before. */
export function newName(what: string): string {
  names += 1;
  return `${what}-${Date.now().toString(36)}-${names}`;
}
