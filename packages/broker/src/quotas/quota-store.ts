import { EntryChanges, type Durable } from '../storage/durable.ts';
import { CLIENT_ID, IP, keyOfEntity, USER, type QuotaEntity } from './quota-entity.ts';

export interface EntityQuotas {
  readonly entity: QuotaEntity;
  readonly values: ReadonlyMap<string, number>;
}

interface EntityState {
  readonly entity: readonly (readonly [type: string, name: string | null])[];
  readonly values: readonly (readonly [quota: string, value: number])[];
}

/** A quota that applies to somebody. */
export interface QuotaLimit {
  readonly bound: number;
  /** Whose use is counted together: a quota of a user is shared by all its clients. */
  readonly sharedBy: string;
}

/** The quotas of a cluster, by what they apply to. */
export class QuotaStore implements Durable<EntityState> {
  readonly name = 'quotas';
  readonly changes = new EntryChanges();
  readonly #entities = new Map<string, { entity: QuotaEntity; values: Map<string, number> }>();

  get isEmpty(): boolean {
    return this.#entities.size === 0;
  }

  get all(): EntityQuotas[] {
    return [...this.#entities.values()];
  }

  /** @param changes undefined takes a quota away */
  alter(entity: QuotaEntity, changes: ReadonlyMap<string, number | undefined>): void {
    const key = keyOfEntity(entity);
    const { values } = this.#entities.get(key) ?? { values: new Map<string, number>() };
    for (const [quota, value] of changes) {
      if (value === undefined) values.delete(quota);
      else values.set(quota, value);
    }
    if (values.size === 0) this.#entities.delete(key);
    else this.#entities.set(key, { entity, values });
    this.changes.mark(key);
  }

  /**
   * The quota of a client of a user, the nearest that there is. Kafka: ClientQuotaManager.DefaultQuotaCallback.
   * @returns undefined when it has none
   */
  limit(quota: string, user: string, clientId: string): QuotaLimit | undefined {
    if (this.isEmpty) return undefined;
    const both = `${USER} ${user} ${CLIENT_ID} ${clientId}`;
    const candidates: [parts: [string, string | null][], sharedBy: string][] = [
      [[[USER, user], [CLIENT_ID, clientId]], both], // prettier-ignore
      [[[USER, user], [CLIENT_ID, null]], both], // prettier-ignore
      [[[USER, user]], `${USER} ${user}`],
      [[[USER, null], [CLIENT_ID, clientId]], both], // prettier-ignore
      [[[USER, null], [CLIENT_ID, null]], both], // prettier-ignore
      [[[USER, null]], `${USER} ${user}`],
      [[[CLIENT_ID, clientId]], `${CLIENT_ID} ${clientId}`],
      [[[CLIENT_ID, null]], `${CLIENT_ID} ${clientId}`],
    ];
    return this.#nearest(quota, candidates);
  }

  /** The same for those who connect from an address. */
  limitOfIp(quota: string, ip: string): QuotaLimit | undefined {
    if (this.isEmpty) return undefined;
    return this.#nearest(quota, [
      [[[IP, ip]], `${IP} ${ip}`],
      [[[IP, null]], `${IP} ${ip}`],
    ]);
  }

  keys(): Iterable<string> {
    return this.#entities.keys();
  }

  capture(key: string): EntityState | undefined {
    const found = this.#entities.get(key);
    return found && { entity: [...found.entity], values: [...found.values] };
  }

  restore(entries: ReadonlyMap<string, EntityState>): void {
    this.#entities.clear();
    for (const [key, { entity, values }] of entries) {
      this.#entities.set(key, { entity: new Map(entity), values: new Map(values) });
    }
  }

  #nearest(
    quota: string,
    candidates: readonly (readonly [parts: [string, string | null][], sharedBy: string])[],
  ): QuotaLimit | undefined {
    for (const [parts, sharedBy] of candidates) {
      const bound = this.#entities.get(keyOfEntity(new Map(parts)))?.values.get(quota);
      if (bound !== undefined) return { bound, sharedBy };
    }
    return undefined;
  }
}
