import { backoffMs, type Deadline } from '@k/runtime';
import type { TimeoutError } from '@k/wire';
import type { Cluster } from './cluster.ts';

export interface RetryPartsOptions {
  /** Bounds all attempts together. */
  readonly deadline: Deadline;
  /** Done during each pause, as far as the deadline allows: new metadata, say. Its failure shows in the next attempt. */
  readonly meanwhile?: (() => Promise<unknown>) | undefined;
}

/**
 * Repeats one operation on many parts (partitions, say), each with an outcome of its own: what is stuck holds up no other.
 * The pauses between attempts grow and vary (KIP-580), from the cluster's `retryBackoffMs` to `retryBackoffMaxMs`.
 *
 * @param attempt - asks about the parts that are left, whoever has to be asked, and keeps what came of each; returns those
 *   to be tried again, each with its cause
 * @returns the parts that were left when time was over, each with its TimeoutError, which keeps its own last cause
 * @throws what `attempt` throws; the reason of the deadline's signal
 */
export async function retryParts<Part>(
  { settings, runtime }: Pick<Cluster, 'settings' | 'runtime'>,
  parts: Iterable<Part>,
  attempt: (open: readonly Part[]) => Promise<ReadonlyMap<Part, Error>>,
  { deadline, meanwhile }: RetryPartsOptions,
): Promise<Map<Part, TimeoutError>> {
  const backoff = { initialMs: settings.retryBackoffMs, maxMs: settings.retryBackoffMaxMs };
  let open: readonly Part[] = [...parts];
  for (let n = 0; open.length > 0; n++) {
    const again = await attempt(open);
    deadline.signal?.throwIfAborted();
    if (again.size === 0) break;
    const pauseMs = backoffMs(n, backoff, runtime.random);
    const isLast = deadline.remainingMs() <= pauseMs;
    const work = meanwhile === undefined || isLast ? undefined : deadline.race(meanwhile()).catch(() => undefined);
    await Promise.all([deadline.sleep(pauseMs), work]);
    if (isLast) return new Map(Array.from(again, ([part, cause]) => [part, deadline.timeoutError(cause)]));
    open = [...again.keys()];
  }
  return new Map();
}
