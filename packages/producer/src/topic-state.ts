import type { Clock, Random } from '@k/runtime';
import { ZERO_UUID } from '@k/wire';
import type { IdentitySource } from './identity/source.ts';
import type { TopicView } from './link.ts';
import type { KeptSequences } from './kept-sequences.ts';
import { PartitionQueue } from './partition-queue.ts';
import { StickyPartition } from './sticky-partition.ts';

/** What all topics are made with. */
export interface TopicInit {
  readonly identity: IdentitySource | null;
  readonly maxInFlight: number;
  readonly stickyBytes: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly kept: KeptSequences;
}

/** A topic as the producer uses it: a queue for each partition. */
export class TopicState {
  readonly name: string;
  /** By partition; empty until the topic is known. */
  readonly queues: PartitionQueue[] = [];
  /** Partitions to choose from; less than `queues` when the topic was made anew with fewer. */
  count = 0;
  /** Partitions with a leader; all when none has. */
  available: readonly number[] = [];
  readonly sticky: StickyPartition;
  /** A load of its metadata is under way. */
  loading = false;
  /** Tries of that load that failed. */
  failures = 0;
  /** What the last try died of; undefined once it is known. */
  trouble: Error | undefined;
  /** What is wrong for good, while those who wait are told. */
  refusal: Error | null = null;
  /** Something was put into a batch since {@link unusedSince} was looked at. */
  isUsed = false;
  #unusedSince: number;
  #view: TopicView | undefined;
  /** Also while the topic is gone; undefined until it is told. */
  #topicId: string | undefined;
  readonly #init: TopicInit;

  constructor(name: string, init: TopicInit) {
    this.name = name;
    this.#init = init;
    this.#unusedSince = init.clock.monotonic();
    this.sticky = new StickyPartition(init.random, init.stickyBytes);
  }

  /** Since when nothing was sent to it, as far as somebody has looked: at `now` at the latest. */
  unusedSince(now: number): number {
    if (this.isUsed) this.#unusedSince = now;
    this.isUsed = false;
    return this.#unusedSince;
  }

  /** Nothing is on its way to it, and nobody waits for it. */
  get isIdle(): boolean {
    return !this.loading && this.queues.every(({ isIdle }) => isIdle);
  }

  /** It is not used any more: what has to be known when it is again. */
  leave(): void {
    const positions = this.queues.map(({ position }) => position);
    if (this.#view !== undefined) this.#init.kept.keep(this.#view, positions);
  }

  /** Takes over what is known now. True when the topic can be written to. */
  update(view: TopicView | undefined): boolean {
    if (view === undefined || view === this.#view) return this.count > 0;
    this.#learnNewLogs(view);
    this.#view = view;
    const { leaders } = view;
    if (leaders.length === 0) return this.count > 0;
    this.trouble = undefined;
    this.count = leaders.length;
    if (this.queues.length < leaders.length) this.#addQueues(view);
    const led: number[] = [];
    for (let p = 0; p < leaders.length; p++) if ((leaders[p] as number) >= 0) led.push(p);
    this.available = led.length > 0 ? led : leaders.map((_, p) => p);
    return true;
  }

  #addQueues(view: TopicView): void {
    const { identity, maxInFlight, kept } = this.#init;
    const positionOf = kept.take(view);
    for (let p = this.queues.length; p < view.leaders.length; p++) {
      const queue = new PartitionQueue(this.name, p, identity, maxInFlight);
      const position = positionOf(p);
      if (position !== undefined) queue.resume(position);
      this.queues.push(queue);
    }
  }

  /**
   * A topic that was deleted and made again has new logs, which know nothing of this producer. It shows by the topic's id,
   * and before Kafka 2.8 by a leader epoch that went back. With the same id that comes of a broker that is cut off from the others.
   */
  #learnNewLogs({ topicId, leaderEpochs }: TopicView): void {
    const isToldApart = topicId !== ZERO_UUID && this.#topicId !== undefined;
    const madeAgain = isToldApart && topicId !== this.#topicId;
    if (topicId !== ZERO_UUID) this.#topicId = topicId;
    for (const [p, queue] of this.queues.entries()) {
      const before = this.#view?.leaderEpochs[p] ?? -1;
      const epoch = leaderEpochs[p] ?? -1;
      if (madeAgain || (!isToldApart && epoch >= 0 && epoch < before)) queue.startOver();
    }
  }
}
