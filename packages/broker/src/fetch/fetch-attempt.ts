import { ErrorCode, type FetchRequest } from '@k/wire';
import type { TimerHandle } from '@k/runtime';
import type { RequestContext } from '../api/handler.ts';
import { mapInTurns } from '../connection/turn.ts';
import type { FetchContext, ReadPartition } from './fetch-context.ts';
import type { FetchedPartition } from './fetched-partition.ts';
import { isUrgent, refusedRead } from './partition-read.ts';
import { PartitionReader } from './partition-reader.ts';

/** All that was read for one request. */
interface Reading {
  readonly present: readonly ReadPartition[];
  /** Not in the cluster: answered last, and no reason to answer. */
  readonly missing: readonly ReadPartition[];
}

/** As Kafka has it: of what is missing, ids without a name come before names without a topic. */
function inOrder({ present, missing }: Reading): readonly ReadPartition[] {
  if (missing.length === 0) return present;
  const isUnknownId = ({ read }: ReadPartition): boolean => read.errorCode === ErrorCode.UNKNOWN_TOPIC_ID;
  return [...present, ...missing.filter(isUnknownId), ...missing.filter((each) => !isUnknownId(each))];
}

function isMissing({ read }: ReadPartition): boolean {
  return read.partition === undefined && read.errorCode !== ErrorCode.INCONSISTENT_TOPIC_ID;
}

/**
 * One fetch request: reads what has news, waits if that is not enough, and reads again. Kafka: ReplicaManager's
 * fetchMessages, DelayedFetch.
 */
export class FetchAttempt {
  readonly #request: FetchRequest;
  readonly #context: RequestContext;
  readonly #fetch: FetchContext;
  readonly #reader: PartitionReader;
  readonly #maxBytes: number;

  constructor(request: FetchRequest, context: RequestContext, fetch: FetchContext) {
    this.#request = request;
    this.#context = context;
    this.#fetch = fetch;
    this.#reader = new PartitionReader(request, context);
    const quota = context.quotas?.mostFetchedBytes ?? Infinity;
    this.#maxBytes = Math.min(request.maxBytes, context.cluster.settings.fetchMaxBytes, quota);
  }

  /** What there is when it is enough, or time is up. */
  async read(): Promise<readonly ReadPartition[]> {
    const reading = await this.#readNews();
    if (this.#request.maxWaitMs <= 0 || this.#isEnough(reading)) return inOrder(reading);
    await this.#wait(reading);
    return inOrder(await this.#readNews());
  }

  async #readNews(): Promise<Reading> {
    const { session } = this.#fetch;
    let bytes = this.#maxBytes;
    let atLeastOne = true;
    const read = (asked: FetchedPartition): ReadPartition => {
      const located = this.#reader.locate(asked);
      if (typeof located === 'number') return { asked, read: refusedRead(located) };
      session.locate(asked, located);
      const found = this.#reader.read(located, asked, { bytes, atLeastOne });
      if (found.records.length > 0) atLeastOne = false;
      bytes -= found.records.length;
      return { asked, read: found };
    };
    const all = await mapInTurns(session.takeNews(), read, this.#context.cluster.clock);
    return { present: all.filter((each) => !isMissing(each)), missing: all.filter(isMissing) };
  }

  #isEnough({ present, missing }: Reading): boolean {
    if (missing.length === this.#fetch.session.size) return true;
    let bytes = 0;
    for (const { read } of present) {
      if (isUrgent(read)) return true;
      bytes += read.records.length;
    }
    return bytes >= this.#minBytes;
  }

  /** Kafka: an answer that can have no more bytes does not wait for more. */
  get #minBytes(): number {
    return Math.min(this.#request.minBytes, this.#maxBytes);
  }

  /** Until enough was appended, something is to be told at once, time is up, or the client has left. */
  #wait({ present, missing }: Reading): Promise<void> {
    const { session } = this.#fetch;
    for (const { asked } of present) session.putBack(asked);
    const { connection, cluster } = this.#context;
    return new Promise((resolve) => {
      const bytesOf = new Map<FetchedPartition, number>();
      let bytes = 0;
      const undo: (() => void)[] = [];
      const finish = (): void => {
        for (const fn of undo.splice(0)) fn();
        resolve();
      };
      const look = (asked: FetchedPartition): void => {
        if (undo.length === 0) return;
        const located = this.#reader.locate(asked);
        if (typeof located !== 'number') session.locate(asked, located);
        const found = typeof located === 'number' ? undefined : this.#reader.look(located, asked);
        bytes += (found ?? 0) - (bytesOf.get(asked) ?? 0);
        bytesOf.set(asked, found ?? 0);
        if (found === undefined || bytes >= this.#minBytes) finish();
      };
      const timer: TimerHandle = cluster.clock.setTimeout(finish, this.#request.maxWaitMs);
      undo.push(
        () => {
          cluster.clock.clearTimeout(timer);
        },
        connection.onceClosed(finish),
        session.listen(look),
      );
      // Reading them all may have taken turns.
      for (const asked of session.news) look(asked);
      for (const { asked } of missing) session.putBack(asked);
    });
  }
}
