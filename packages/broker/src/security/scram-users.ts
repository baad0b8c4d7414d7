import { EntryChanges, toBytes, toText, type Durable } from '../storage/durable.ts';
import { scramKeys, type ScramMechanism } from './scram-keys.ts';
import type { ScramCredential } from './scram-server.ts';

/** Codes of KIP-554. */
const MECHANISMS = new Map<number, ScramMechanism>([
  [1, 'SCRAM-SHA-256'],
  [2, 'SCRAM-SHA-512'],
]);

/** Undefined for what nobody knows. */
export function scramMechanismOf(code: number): ScramMechanism | undefined {
  return MECHANISMS.get(code);
}

export interface CredentialInfo {
  /** Code of KIP-554. */
  readonly mechanism: number;
  readonly iterations: number;
}

/** A user's credential is gone, though the options of a listener name one. */
const DELETED = Symbol('deleted');

/**
 * The SCRAM users of a cluster: those that listeners were given as options, and what became of them since. EntryChanges hold for
 * all listeners, from the next login on.
 */
export class ScramUsers implements Durable<AlteredUser> {
  readonly name = 'scram-users';
  readonly changes = new EntryChanges();
  readonly #given = new Map<ScramMechanism, Map<string, number>>();
  readonly #altered = new Map<ScramMechanism, Map<string, ScramCredential | typeof DELETED>>();

  /** Tells of a user of a listener's options, whose credential the listener has. */
  give(mechanism: ScramMechanism, user: string, iterations: number): void {
    mapIn(this.#given, mechanism).set(user, iterations);
  }

  /** What the user logs in with now. @param given what the listener was given */
  credential(
    mechanism: ScramMechanism,
    user: string,
    given: () => ScramCredential | undefined,
  ): ScramCredential | undefined {
    const altered = this.#altered.get(mechanism)?.get(user);
    if (altered === undefined) return given();
    return altered === DELETED ? undefined : altered;
  }

  set(mechanism: ScramMechanism, user: string, credential: ScramCredential): void {
    mapIn(this.#altered, mechanism).set(user, credential);
    this.changes.mark(keyOf(mechanism, user));
  }

  delete(mechanism: ScramMechanism, user: string): void {
    mapIn(this.#altered, mechanism).set(user, DELETED);
    this.changes.mark(keyOf(mechanism, user));
  }

  has(mechanism: ScramMechanism, user: string): boolean {
    return this.#iterationsOf(mechanism, user) !== undefined;
  }

  /** All that have a credential. */
  get names(): string[] {
    const names = [...this.#given.values(), ...this.#altered.values()].flatMap((users) => [...users.keys()]);
    return [...new Set(names)].filter((user) => this.describe(user).length > 0);
  }

  describe(user: string): CredentialInfo[] {
    return [...MECHANISMS].flatMap(([mechanism, name]) => {
      const iterations = this.#iterationsOf(name, user);
      return iterations === undefined ? [] : { mechanism, iterations };
    });
  }

  *keys(): Generator<string> {
    for (const [mechanism, users] of this.#altered) for (const user of users.keys()) yield keyOf(mechanism, user);
  }

  capture(key: string): AlteredUser | undefined {
    const [mechanism, user] = splitKey(key);
    const altered = this.#altered.get(mechanism)?.get(user);
    if (altered === undefined) return undefined;
    if (altered === DELETED) return null;
    const { salt, iterations, storedKey, serverKey } = altered;
    return { salt: toText(salt), iterations, storedKey: toText(storedKey), serverKey: toText(serverKey) };
  }

  restore(entries: ReadonlyMap<string, AlteredUser>): void {
    this.#altered.clear();
    for (const [key, altered] of entries) {
      const [mechanism, user] = splitKey(key);
      mapIn(this.#altered, mechanism).set(user, altered === null ? DELETED : credentialOfState(altered));
    }
  }

  #iterationsOf(mechanism: ScramMechanism, user: string): number | undefined {
    const altered = this.#altered.get(mechanism)?.get(user);
    if (altered === DELETED) return undefined;
    return altered?.iterations ?? this.#given.get(mechanism)?.get(user);
  }
}

interface CredentialState {
  readonly salt: string;
  readonly iterations: number;
  readonly storedKey: string;
  readonly serverKey: string;
}

/** Null: deleted. */
type AlteredUser = CredentialState | null;

function credentialOfState({ salt, iterations, storedKey, serverKey }: CredentialState): ScramCredential {
  return { salt: toBytes(salt), iterations, storedKey: toBytes(storedKey), serverKey: toBytes(serverKey) };
}

/** Names of mechanisms have no blank. */
function keyOf(mechanism: ScramMechanism, user: string): string {
  return `${mechanism} ${user}`;
}

function splitKey(key: string): [mechanism: ScramMechanism, user: string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at) as ScramMechanism, key.slice(at + 1)];
}

function mapIn<K, V>(maps: Map<K, Map<string, V>>, key: K): Map<string, V> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<string, V>()));
  return map;
}

/** What a server keeps of a salted password (RFC 5802, 3). */
export function credentialOfSalted(
  mechanism: ScramMechanism,
  { salt, saltedPassword, iterations }: { salt: Uint8Array; saltedPassword: Uint8Array; iterations: number },
): ScramCredential {
  const { storedKey, serverKey } = scramKeys(mechanism, saltedPassword);
  // A copy: the request it came in is gone soon.
  return { salt: Buffer.from(salt), iterations, storedKey, serverKey };
}
