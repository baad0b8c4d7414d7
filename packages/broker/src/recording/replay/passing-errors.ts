import { CreatePartitions, CreateTopics, ErrorCode, Metadata, Produce, type MetadataRequest } from '@k/wire';
import type { RecordedExchange } from '../recorded-exchange.ts';
import type { AnswerDifference } from './answer-differences.ts';

/** What a broker says that is not ready yet, or not for this, and has done nothing. */
const NOT_READY: ReadonlySet<unknown> = new Set([
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
  ErrorCode.CONCURRENT_TRANSACTIONS,
]);

/** What it says of a topic that is not there: yet, if it was made a moment ago. */
const NO_TOPIC: ReadonlySet<unknown> = new Set([
  ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ErrorCode.LEADER_NOT_AVAILABLE,
  ErrorCode.UNKNOWN_TOPIC_ID,
]);

/** How long all nodes may take to know of a topic that was made, in ms. */
const TOPIC_MS = 3_000;

/**
 * Which errors that the recording does not have are worth another try. What was waited for in vain once is not waited for
 * again: a replay against a broker that lacks something ends as soon as one that has all of it.
 */
export class PassingErrors {
  /** Until when topics may be missing. */
  #topicsUntilMs = 0;
  readonly #asked = new Set<string>();
  readonly #inVain = new Set<unknown>();

  /** A request is sent: the first time that it may make a topic, or partitions, these take a moment. */
  sent({ apiKey, version, request }: RecordedExchange, nowMs: number): void {
    const names = namesMade(apiKey, version, request).filter((name) => !this.#asked.has(name));
    for (const name of names) this.#asked.add(name);
    if (names.length > 0) this.#topicsUntilMs = nowMs + TOPIC_MS;
  }

  /** The error to wait for the end of, if the answer differs by such a one; undefined: the answer is what it is. */
  in({ apiKey, response }: RecordedExchange, differences: readonly AnswerDifference[], nowMs: number): unknown {
    const errors = differences.filter(({ path }) => /errorCode$/i.test(path));
    const passing = errors.filter(({ recorded, replayed }) => !isEither(recorded) && this.#passes(replayed, nowMs));
    if (passing.length === 0) return undefined;
    // What was stored would be stored twice.
    if (apiKey === Produce.key && passing.length !== partitionsIn(response)) return undefined;
    return passing[0]?.replayed;
  }

  /** It did not pass. */
  inVain(error: unknown): void {
    this.#inVain.add(error);
  }

  #passes(error: unknown, nowMs: number): boolean {
    if (this.#inVain.has(error)) return false;
    return NOT_READY.has(error) || (NO_TOPIC.has(error) && nowMs < this.#topicsUntilMs);
  }
}

function isEither(error: unknown): boolean {
  return NOT_READY.has(error) || NO_TOPIC.has(error);
}

/** Topics that a request makes, or may make; those with more partitions with how many. */
function namesMade(apiKey: number, version: number, request: object): string[] {
  if (apiKey === Metadata.key) {
    const { topics, allowAutoTopicCreation = true } = request as Partial<MetadataRequest>;
    const mayMake = version < 4 || allowAutoTopicCreation;
    return mayMake ? (topics ?? []).flatMap(({ name }) => name ?? []) : [];
  }
  if (apiKey !== CreateTopics.key && apiKey !== CreatePartitions.key) return [];
  const { topics, validateOnly = false } = request as { topics: { name: string; count?: number }[]; validateOnly?: boolean }; // prettier-ignore
  // Made, it is waited for again, though somebody had asked for it before.
  return validateOnly ? [] : topics.map(({ name, count = 'made' }) => `${name} ${String(count)}`);
}

function partitionsIn(response: object | null): number {
  const { responses } = response as { responses: readonly { readonly partitionResponses: readonly unknown[] }[] };
  return responses.reduce((sum, { partitionResponses }) => sum + partitionResponses.length, 0);
}
