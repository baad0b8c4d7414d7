import { StateError, errorFor, ErrorCode } from '@k/wire';
import type { Deadline, TimerHandle } from '@k/conn';
import type { Cluster } from '@k/cluster';
import { PartitionMap } from '@k/group';
import type { MemberGeneration, OffsetAndMetadata, OffsetClient } from '@k/group';
import type { AssignedPartition } from './assigned-partition.ts';
import { CommitError } from './errors.ts';

export interface CommitterInit<K, V> {
  readonly cluster: Cluster;
  /** undefined without a group. */
  readonly offsets: OffsetClient | undefined;
  readonly partitions: () => PartitionMap<AssignedPartition<K, V>>;
  /** 'none' when partitions were assigned by hand: offsets are then stored for no member in particular. */
  readonly committingMember: () => MemberGeneration | 'none' | undefined;
  readonly onCommitted: (offsets: PartitionMap<OffsetAndMetadata>) => void;
  readonly onFailed: (error: Error) => void;
}

/** Stores offsets, one commit after the other, so that an older one that is retried never overtakes a newer one. */
export class Committer<K, V> {
  readonly #init: CommitterInit<K, V>;
  #last: Promise<unknown> = Promise.resolve();
  /** Set while commits are made at an interval. */
  #timer: TimerHandle;

  constructor(init: CommitterInit<K, V>) {
    this.#init = init;
  }

  /** Commits what was handed back, every `intervalMs` milliseconds, until stopped. */
  start(intervalMs: number): void {
    const { clock } = this.#init.cluster.runtime;
    this.#timer = clock.setTimeout(() => {
      const deadline = this.#init.cluster.deadline('commit offsets automatically');
      void this.handedBack(deadline)
        .catch(this.#init.onFailed)
        .finally(() => {
          if (this.#timer !== undefined) this.start(intervalMs);
        });
    }, intervalMs);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#init.cluster.runtime.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Commits what was handed back since the last commit; does nothing between two generations of the group. */
  async handedBack(deadline: Deadline): Promise<void> {
    if (this.#init.committingMember() === undefined) return;
    const offsets = new PartitionMap<OffsetAndMetadata>();
    for (const partition of this.#init.partitions().values()) {
      const { topic, partition: id, handedBack: offset, committed, inHand } = partition;
      // The epoch is that of the last record handed out: of no use while that one is still in hand.
      const leaderEpoch = inHand ? -1 : partition.leaderEpoch;
      if (offset >= 0 && offset !== committed) offsets.set(topic, id, { offset, leaderEpoch });
    }
    await this.commit(offsets, deadline);
  }

  /** @throws CommitError that names the partitions that were refused; the others are committed */
  commit(offsets: PartitionMap<OffsetAndMetadata>, deadline: Deadline): Promise<void> {
    if (offsets.size === 0) return Promise.resolve();
    const commit = this.#last.then(() => this.#commit(offsets, deadline));
    this.#last = commit.catch(() => undefined);
    return commit;
  }

  async #commit(offsets: PartitionMap<OffsetAndMetadata>, deadline: Deadline): Promise<void> {
    const client = this.#init.offsets;
    if (client === undefined)
      throw new StateError('KafkaConsumer: offsets are committed for a group, set the option groupId');
    const member = this.#init.committingMember();
    if (member === undefined) {
      throw errorFor(ErrorCode.REBALANCE_IN_PROGRESS, { message: 'the consumer owns no partitions at the moment' });
    }
    const errors = await client.commit(offsets, member === 'none' ? undefined : member, deadline);
    const done = new PartitionMap<OffsetAndMetadata>();
    for (const [topic, id, offset] of offsets) {
      if (errors.has(topic, id)) continue;
      done.set(topic, id, offset);
      const partition = this.#init.partitions().get(topic, id);
      if (partition !== undefined) partition.committed = offset.offset;
    }
    if (done.size > 0) this.#init.onCommitted(done);
    if (errors.size > 0) {
      throw new CommitError(errors);
    }
  }
}
