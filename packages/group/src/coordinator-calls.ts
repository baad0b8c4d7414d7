import type { ProtocolError } from '@k/wire';
import { ErrorCode, TimeoutError, ZERO_UUID, errorFor } from '@k/wire';
import { offAbort, onAbort, type Deadline } from '@k/runtime';
import { PartitionMap, retryParts, type Cluster, type PartitionEntry, type TopicMetadata } from '@k/cluster';
import { offsetOutcome } from './offset-outcome.ts';

/** How long one request may take, and what ends it before. */
export interface AttemptLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Something that a group's coordinator is asked about many partitions, each with an answer of its own. */
export interface PartitionCall<Asked, Answer extends { readonly errorCode: number }> {
  readonly api: string;
  readonly partitions: PartitionMap<Asked>;
  /** Id of the topic that is meant, if it is known. If the name stands for another topic by now, the partition is refused. */
  readonly topicId?: (topic: string, asked: Asked) => string | undefined;
  /** One request about those that are open. */
  readonly ask: (open: PartitionMap<Asked>, limits: AttemptLimits) => Promise<PartitionMap<Answer>>;
  /** Called with each partition once, as soon as its outcome is known. One call may bring several. */
  readonly settled: (outcomes: PartitionMap<Answer | Error>) => void;
}

/** A coordinator that does not answer may take this part of the time: the rest is for another one. */
const ATTEMPTS_PER_CALL = 3;

/**
 * Asks a group's coordinator, again as the cause allows, until the caller's deadline. The partitions of a call are settled
 * one by one: one that is stuck holds up no other.
 */
export class CoordinatorCalls {
  readonly #cluster: Cluster;
  readonly #groupId: string;

  constructor(cluster: Cluster, groupId: string) {
    this.#cluster = cluster;
    this.#groupId = groupId;
  }

  /** @throws KafkaError when a request as a whole failed; the partitions that are not settled by then failed with it */
  async run<Asked, Answer extends { readonly errorCode: number }>(
    call: PartitionCall<Asked, Answer>,
    deadline: Deadline,
  ): Promise<void> {
    const attempt = (entries: readonly PartitionEntry<Asked>[]): Promise<Map<PartitionEntry<Asked>, Error>> =>
      this.#attempt(call, entries, deadline);
    const late = await retryParts(this.#cluster, call.partitions, attempt, { deadline });
    if (late.size === 0) return;
    call.settled(new PartitionMap(Array.from(late, ([[topic, partition], error]) => [topic, partition, error])));
  }

  /** One request about those that are left. Returns those to be tried again. */
  async #attempt<Asked, Answer extends { readonly errorCode: number }>(
    call: PartitionCall<Asked, Answer>,
    entries: readonly PartitionEntry<Asked>[],
    deadline: Deadline,
  ): Promise<Map<PartitionEntry<Asked>, Error>> {
    const { api, settled } = call;
    let open = new PartitionMap(entries);
    const answers = await this.#request(deadline, async (limits) => {
      open = this.#current(call, open);
      return open.size === 0 ? new PartitionMap<Answer>() : call.ask(open, limits);
    });
    const outcomes = new PartitionMap<Answer | Error>();
    const again = new Map<PartitionEntry<Asked>, ProtocolError>();
    const unknown = new PartitionMap<ProtocolError>();
    for (const entry of entries) {
      const [topic, partition] = entry;
      if (!open.has(topic, partition)) continue;
      const answer = answers.get(topic, partition);
      if (answer?.errorCode === ErrorCode.NONE) {
        outcomes.set(topic, partition, answer);
        continue;
      }
      // A partition that the answer leaves out is refused: nothing was done about it.
      const error = this.errorOf(api, answer?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR, { topic, partition });
      const outcome = offsetOutcome(error);
      if (outcome === 'refused') outcomes.set(topic, partition, error);
      else again.set(entry, error);
      if (outcome === 'refreshMetadata') unknown.set(topic, partition, error);
    }
    if (outcomes.size > 0) settled(outcomes);
    const gone = await this.#gone(unknown, deadline);
    for (const entry of again.keys()) if (gone.has(entry[0], entry[1])) again.delete(entry);
    if (gone.size > 0) settled(gone);
    return again;
  }

  /** Those of `open` that are about the topics of now; the others are settled. */
  #current<Asked, Answer extends { readonly errorCode: number }>(
    { api, topicId, settled }: PartitionCall<Asked, Answer>,
    open: PartitionMap<Asked>,
  ): PartitionMap<Asked> {
    const current = new PartitionMap<Asked>();
    const former = new PartitionMap<ProtocolError>();
    for (const [topic, partition, asked] of open) {
      const id = topicId?.(topic, asked);
      const { topicId: idOfNow = ZERO_UUID } = this.#cluster.topic(topic) ?? {};
      if (id === undefined || id === idOfNow || id === ZERO_UUID || idOfNow === ZERO_UUID) {
        current.set(topic, partition, asked);
        continue;
      }
      const place = { topic, partition, detail: 'The topic was made again.' };
      former.set(topic, partition, this.errorOf(api, ErrorCode.UNKNOWN_TOPIC_ID, place));
    }
    if (former.size > 0) settled(former);
    return current;
  }

  errorOf(
    api: string,
    code: number,
    place: { readonly topic?: string; readonly partition?: number; readonly detail?: string } = {},
  ): ProtocolError {
    return errorFor(code, { api, about: `group '${this.#groupId}'`, ...place });
  }

  /**
   * Repeats what failed as a whole: connections, and coordinators that moved or are loading. An attempt ends when
   * anyone gives its coordinator up: heartbeats notice a silent one sooner.
   */
  #request<T>(deadline: Deadline, ask: (limits: AttemptLimits) => Promise<T>): Promise<T> {
    const cluster = this.#cluster;
    const groupId = this.#groupId;
    const attemptMs = Math.min(deadline.timeoutMs, cluster.settings.requestTimeoutMs) / ATTEMPTS_PER_CALL;
    const attempt = async (): Promise<T> => {
      await cluster.coordinator('group', groupId, { deadline });
      const left = cluster.coordinatorLeft('group', groupId);
      const stop = new AbortController();
      const abort = (reason: unknown): void => {
        stop.abort(reason);
      };
      const signals = deadline.signal === undefined ? [left] : [left, deadline.signal];
      for (const signal of signals) signal.throwIfAborted();
      for (const signal of signals) onAbort(signal, abort);
      try {
        return await ask({ timeoutMs: Math.min(deadline.remainingMs(), attemptMs), signal: stop.signal });
      } catch (error) {
        if (error instanceof TimeoutError && !left.aborted) cluster.forgetCoordinator('group', groupId);
        throw error;
      } finally {
        for (const signal of signals) offAbort(signal, abort);
      }
    };
    return cluster.retry(deadline.operation, attempt, { deadline });
  }

  /** Of the partitions that the coordinator does not know, those that fresh metadata does not know either. */
  async #gone(unknown: PartitionMap<ProtocolError>, deadline: Deadline): Promise<PartitionMap<ProtocolError>> {
    const gone = new PartitionMap<ProtocolError>();
    const cluster = this.#cluster;
    for (const [topic, partitions] of unknown.byTopic()) {
      await this.#renew(topic, deadline);
      const metadata = cluster.topic(topic);
      // The metadata does not say that it is gone: the topic was not loaded, or has an error that may pass.
      if (metadata === undefined || isInTrouble(metadata)) continue;
      for (const [partition, error] of partitions) {
        if (metadata.partitions[partition] === undefined) gone.set(topic, partition, error);
      }
    }
    return gone;
  }

  async #renew(topic: string, deadline: Deadline): Promise<void> {
    const cluster = this.#cluster;
    const isInUse = cluster.topic(topic) !== undefined;
    const renewed = isInUse
      ? deadline.race(cluster.refresh(`the coordinator of group '${this.#groupId}' does not know topic '${topic}'`))
      : cluster.loadTopics([topic], { deadline, allowAutoTopicCreation: false });
    // A failed refresh says nothing about the topic. That a topic is gone stands in the metadata.
    await Promise.allSettled([renewed]);
  }
}

function isInTrouble({ errorCode }: TopicMetadata): boolean {
  const isThere = errorCode === ErrorCode.NONE || errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return !isThere && errorFor(errorCode).retriable;
}
