import type { Random } from '@k/conn';
import type { TopicView } from './link.ts';
import { PartitionQueue } from './partition-queue.ts';
import { StickyPartition } from './partitioner.ts';
import type { ProducerIds } from './producer-ids.ts';

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
  #view: TopicView | undefined;
  readonly #ids: ProducerIds | null;
  readonly #maxInFlight: number;

  constructor(name: string, ids: ProducerIds | null, maxInFlight: number, random: Random, stickyBytes: number) {
    this.name = name;
    this.#ids = ids;
    this.#maxInFlight = maxInFlight;
    this.sticky = new StickyPartition(random, stickyBytes);
  }

  /** Takes over what is known now. True when the topic can be written to. */
  update(view: TopicView | undefined): boolean {
    if (view === undefined || view === this.#view) return this.count > 0;
    this.#view = view;
    const { leaders } = view;
    if (leaders.length === 0) return this.count > 0;
    this.trouble = undefined;
    this.count = leaders.length;
    for (let p = this.queues.length; p < leaders.length; p++) {
      this.queues.push(new PartitionQueue(this.name, p, this.#ids, this.#maxInFlight));
    }
    const led: number[] = [];
    for (let p = 0; p < leaders.length; p++) if ((leaders[p] as number) >= 0) led.push(p);
    this.available = led.length > 0 ? led : leaders.map((_, p) => p);
    return true;
  }
}
