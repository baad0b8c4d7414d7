import { AsyncLocalStorage } from 'node:async_hooks';

/** Functions of the application that the consumer waits for: the handlers of a run, or a rebalance listener. */
export type CallKind = 'handlers' | 'listener';

const scopes = new AsyncLocalStorage<CallScope>();
/** How many are open. */
let open = 0;

/**
 * Where calls of the application's functions are made, so that what they call can tell that it was called by them: who waits in
 * there for the end of such a call waits for itself.
 *
 * A scope is entered once for a whole run, not for each handler: with V8's own contexts (Node 24) that costs a record nothing. On
 * Nodes before, every promise of the process costs more while any scope is open, and not after: 0.2 µs for each record whose
 * handler gives one.
 */
export class CallScope {
  readonly #owner: object;
  readonly #kind: CallKind;
  readonly #outer: CallScope | undefined;
  #isOpen = true;

  private constructor(owner: object, kind: CallKind) {
    this.#owner = owner;
    this.#kind = kind;
    this.#outer = openOne(scopes.getStore());
  }

  /** Makes calls in a scope, which is open until what `call` gives has settled. */
  static async open<T>(owner: object, kind: CallKind, call: (scope: CallScope) => T | PromiseLike<T>): Promise<T> {
    const scope = new CallScope(owner, kind);
    open++;
    try {
      return await scope.enter(() => call(scope));
    } finally {
      scope.#isOpen = false;
      if (--open === 0) scopes.disable();
    }
  }

  /** Whether whoever calls this was called, however long ago, in an open scope of that owner. */
  static isWithin(owner: object, kinds: readonly CallKind[]): boolean {
    for (let scope = openOne(scopes.getStore()); scope !== undefined; scope = openOne(scope.#outer)) {
      if (scope.#owner === owner && kinds.includes(scope.#kind)) return true;
    }
    return false;
  }

  /** For calls that are made by who was not called in the scope: a timer, or another part of the consumer. */
  enter<T>(call: () => T): T {
    return scopes.run(this, call);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get outer(): CallScope | undefined {
    return this.#outer;
  }
}

function openOne(scope: CallScope | undefined): CallScope | undefined {
  let from = scope;
  while (from !== undefined && !from.isOpen) from = from.outer;
  return from;
}
