import { keyOfAcl, PatternType, WILDCARD, type Acl } from './acl.ts';
import { EntryChanges, type Durable } from '../storage/durable.ts';
import { matchesFilter, type AclFilter } from './acl-filter.ts';

/** The rules for the resources of one type, by what they apply to. */
interface TypeRules {
  readonly literal: Map<string, Set<Acl>>;
  readonly prefixed: Map<string, Set<Acl>>;
}

/** All access rules of a cluster. */
export class AclStore implements Durable<Acl> {
  readonly name = 'acls';
  readonly changes = new EntryChanges();
  readonly #acls = new Map<string, Acl>();
  readonly #byType = new Map<number, TypeRules>();
  #version = 0;

  /** Counts up when rules come or go. */
  get version(): number {
    return this.#version;
  }

  /** One that is there already changes nothing. */
  add(acl: Acl): void {
    const key = keyOfAcl(acl);
    if (this.#acls.has(key)) return;
    this.#acls.set(key, acl);
    this.changes.mark(key);
    const rules = this.#rulesOf(acl);
    const sameName = rules.get(acl.resourceName);
    if (sameName === undefined) rules.set(acl.resourceName, new Set([acl]));
    else sameName.add(acl);
    this.#version++;
  }

  list(filter: AclFilter): Acl[] {
    return [...this.#acls.values()].filter((acl) => matchesFilter(filter, acl));
  }

  /** @returns what was there and matched */
  delete(filter: AclFilter): Acl[] {
    const deleted = this.list(filter);
    for (const acl of deleted) this.#remove(acl);
    return deleted;
  }

  /** The rules that apply to a resource. */
  *applyingTo(resourceType: number, name: string): Generator<Acl> {
    const rules = this.#byType.get(resourceType);
    if (rules === undefined) return;
    yield* rules.literal.get(name) ?? [];
    if (name !== WILDCARD) yield* rules.literal.get(WILDCARD) ?? [];
    for (const [prefix, acls] of rules.prefixed) if (name.startsWith(prefix)) yield* acls;
  }

  /** All rules for resources of a type. */
  *ofType(resourceType: number): Generator<Acl> {
    const rules = this.#byType.get(resourceType);
    if (rules === undefined) return;
    for (const acls of rules.literal.values()) yield* acls;
    for (const acls of rules.prefixed.values()) yield* acls;
  }

  keys(): Iterable<string> {
    return this.#acls.keys();
  }

  capture(key: string): Acl | undefined {
    return this.#acls.get(key);
  }

  restore(entries: ReadonlyMap<string, Acl>): void {
    for (const acl of [...this.#acls.values()]) this.#remove(acl);
    for (const acl of entries.values()) this.add(acl);
  }

  #rulesOf({ resourceType, patternType }: Acl): Map<string, Set<Acl>> {
    let rules = this.#byType.get(resourceType);
    if (rules === undefined) this.#byType.set(resourceType, (rules = { literal: new Map(), prefixed: new Map() }));
    return patternType === PatternType.PREFIXED ? rules.prefixed : rules.literal;
  }

  #remove(acl: Acl): void {
    const key = keyOfAcl(acl);
    this.#acls.delete(key);
    this.changes.mark(key);
    const rules = this.#rulesOf(acl);
    const sameName = rules.get(acl.resourceName);
    sameName?.delete(acl);
    if (sameName?.size === 0) rules.delete(acl.resourceName);
    this.#version++;
  }
}
