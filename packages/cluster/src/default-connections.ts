import type { ConnectionKey } from './connection-pool.ts';
import type { CoordinatorKind } from './coordinators.ts';
import type { Target } from './target.ts';

/**
 * Which connections serve requests that come without a channel. A group has its own: JoinGroup waits for other members
 * there, and whatever shares the connection waits with it. Coordinators of another kind share one for each kind.
 */
export class DefaultConnections {
  readonly #main: ConnectionKey;
  readonly #groups = new Map<string, ConnectionKey>();
  readonly #kinds: Readonly<Record<Exclude<CoordinatorKind, 'group'>, ConnectionKey>>;

  constructor(main: ConnectionKey) {
    const { closed } = main;
    this.#main = main;
    this.#kinds = { transaction: { name: 'transaction', closed }, share: { name: 'share', closed } };
  }

  keyFor(target: Target): ConnectionKey {
    if (typeof target === 'string' || !('coordinator' in target)) return this.#main;
    const { coordinator: kind, key: groupId } = target;
    if (kind !== 'group') return this.#kinds[kind];
    let key = this.#groups.get(groupId);
    if (key === undefined) {
      key = { name: `group:${groupId}`, closed: this.#main.closed };
      this.#groups.set(groupId, key);
    }
    return key;
  }
}
