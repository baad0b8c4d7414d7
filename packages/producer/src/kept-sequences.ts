import { ZERO_UUID } from '@k/wire';
import type { IdentitySource, ProducerIdentity } from './identity/source.ts';
import type { TopicView } from './link.ts';
import type { SequencePosition } from './partition-queue.ts';

/** What is left of a topic that nothing was sent to for long. */
interface KeptTopic {
  readonly topicId: string;
  /** By partition, of those that have sequences. */
  readonly partitions: ReadonlyMap<number, SequencePosition & { readonly leaderEpoch: number }>;
}

/**
 * Where the sequences of dropped topics stand. They cannot begin anew under the same identity: the broker would take the
 * first batches for repetitions of older ones, and drop them without a word, or refuse them. So they are kept as long as
 * the identity is, which is two numbers a partition.
 */
export class KeptSequences {
  readonly #source: IdentitySource | null;
  readonly #topics = new Map<string, KeptTopic>();
  #prunedFor: ProducerIdentity | null = null;

  constructor(source: IdentitySource | null) {
    this.#source = source;
  }

  get size(): number {
    return this.#topics.size;
  }

  keep({ name, topicId, leaderEpochs }: TopicView, positions: readonly (SequencePosition | null)[]): void {
    const partitions = new Map<number, SequencePosition & { readonly leaderEpoch: number }>();
    for (const [p, position] of positions.entries()) {
      if (position !== null && !this.#isStale(position)) {
        partitions.set(p, { ...position, leaderEpoch: leaderEpochs[p] ?? -1 });
      }
    }
    if (partitions.size > 0) this.#topics.set(name, { topicId, partitions });
  }

  /** The topic is in use again: where each partition's sequence goes on; not at all in logs that are others by now. */
  take({ name, topicId, leaderEpochs }: TopicView): (partition: number) => SequencePosition | undefined {
    const kept = this.#topics.get(name);
    this.#topics.delete(name);
    const isSameTopic =
      kept !== undefined && (topicId === ZERO_UUID || kept.topicId === ZERO_UUID || topicId === kept.topicId);
    const isToldApart = topicId !== ZERO_UUID && kept?.topicId !== ZERO_UUID;
    return (partition) => {
      const position = isSameTopic ? kept.partitions.get(partition) : undefined;
      const epoch = leaderEpochs[partition] ?? -1;
      const isOlder = position !== undefined && epoch >= 0 && epoch < position.leaderEpoch;
      return isOlder && !isToldApart ? undefined : position;
    };
  }

  /** Under another identity all begin at 0. */
  prune(): void {
    const current = this.#source?.current ?? null;
    if (current === this.#prunedFor) return;
    this.#prunedFor = current;
    for (const [name, { partitions }] of this.#topics) {
      if ([...partitions.values()].every((position) => this.#isStale(position))) this.#topics.delete(name);
    }
  }

  #isStale({ identity }: SequencePosition): boolean {
    const current = this.#source?.current ?? null;
    return current !== null && identity !== current;
  }
}
