import { ErrorCode, errorFor } from '@k/wire';

/**
 * What a broker coordinates, and its key: a group by its id, the transactions of a transactional id, a share group's state
 * of one partition by 'groupId:topicId:partition' (KIP-932, Kafka 4.0 on).
 */
export type CoordinatorKind = 'group' | 'transaction' | 'share';

interface Known {
  readonly brokerId: number;
  /** Aborts when it is forgotten. */
  readonly left: AbortController;
}

/** Remembers which broker coordinates what. Concurrent lookups of the same key share one. */
export class Coordinators {
  readonly #lookup: (kind: CoordinatorKind, key: string) => Promise<number>;
  readonly #known = new Map<string, Known>();
  readonly #looking = new Map<string, Promise<number>>();

  /** `lookup` asks once, and throws when there is no coordinator (yet). */
  constructor(lookup: (kind: CoordinatorKind, key: string) => Promise<number>) {
    this.#lookup = lookup;
  }

  get(kind: CoordinatorKind, key: string): number | undefined {
    return this.#known.get(cacheKey(kind, key))?.brokerId;
  }

  /** The coordinator's broker id, from the cache or by one lookup. */
  find(kind: CoordinatorKind, key: string): Promise<number> {
    const id = cacheKey(kind, key);
    const known = this.#known.get(id);
    if (known !== undefined) return Promise.resolve(known.brokerId);
    let looking = this.#looking.get(id);
    if (looking === undefined) {
      looking = this.#find(id, kind, key);
      this.#looking.set(id, looking);
    }
    return looking;
  }

  /** Somebody has asked for it. */
  learn(kind: CoordinatorKind, key: string, brokerId: number): void {
    const id = cacheKey(kind, key);
    if (this.#known.get(id)?.brokerId === brokerId) return;
    this.forget(kind, key);
    this.#known.set(id, { brokerId, left: new AbortController() });
  }

  /** It has moved or cannot be reached: the next `find` asks again. */
  forget(kind: CoordinatorKind, key: string): void {
    const id = cacheKey(kind, key);
    const known = this.#known.get(id);
    this.#known.delete(id);
    known?.left.abort(leftReason(kind, key));
  }

  /** Aborts when the coordinator known now is forgotten; has aborted when none is known. */
  left(kind: CoordinatorKind, key: string): AbortSignal {
    return this.#known.get(cacheKey(kind, key))?.left.signal ?? AbortSignal.abort(leftReason(kind, key));
  }

  /** Forgets broker `brokerId` as the coordinator if it says in `response` that another one may be. */
  learnFromResponse(response: unknown, kind: CoordinatorKind, key: string, brokerId: number): void {
    // Another one may have been found since it was asked.
    if (this.get(kind, key) === brokerId && saysMoved(response)) this.forget(kind, key);
  }

  async #find(id: string, kind: CoordinatorKind, key: string): Promise<number> {
    try {
      const brokerId = await this.#lookup(kind, key);
      this.#known.set(id, { brokerId, left: new AbortController() });
      return brokerId;
    } finally {
      this.#looking.delete(id);
    }
  }
}

function leftReason(kind: CoordinatorKind, key: string): Error {
  return errorFor(ErrorCode.NOT_COORDINATOR, { detail: `Another coordinator of ${kind} '${key}' is looked for.` });
}

function cacheKey(kind: CoordinatorKind, key: string): string {
  return `${kind}:${key}`;
}

/**
 * A coordinator that is none, or could not write down in time what it was told (OffsetCommit): Java's client looks for
 * another one at the same three.
 */
const MOVED: ReadonlySet<unknown> = new Set([
  ErrorCode.NOT_COORDINATOR,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.REQUEST_TIMED_OUT,
]);

/**
 * Whether an answer holds one of these errors. Where, depends on API and version: the answer as a whole, a group of
 * several, a partition. Answers of coordinators are small, so all of it is looked at.
 */
function saysMoved(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(saysMoved);
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return false;
  return Object.entries(part).some(([name, value]) => (name === 'errorCode' ? MOVED.has(value) : saysMoved(value)));
}
