import { ErrorCode, errorFor, OffsetForLeaderEpoch, type ProtocolError } from '@k/wire';
import type { AssignedPartition, EpochEnd } from './assigned-partition.ts';

/** So long a leader is taken for a former one, in ms; then its word counts: epochs may be those of another cluster. */
const FORMER_FOR_MS = 30_000;

/**
 * A leader that knows nothing of the epoch of a position, which is newer than its own, has been replaced, and has not heard of it:
 * it cannot say that a log was cut. Who leads now is asked for, as Java's client does, which takes no metadata older than an
 * epoch that it has seen (KIP-320). But where the metadata had told of a leader of that epoch, and believes an older one now,
 * the topic was made again on brokers without topic ids.
 */
export class FormerLeaders<K, V> {
  /** When a partition met one first (monotonic ms), and the epoch that was asked about. */
  readonly #met = new WeakMap<AssignedPartition<K, V>, { readonly at: number; readonly epoch: number }>();

  /** @returns why the answer says nothing; undefined when it counts */
  refuse(partition: AssignedPartition<K, V>, end: EpochEnd, now: number): ProtocolError | undefined {
    const { topic, partition: id, currentLeaderEpoch, cursor } = partition;
    const epoch = cursor.leaderEpoch;
    if (end.leaderEpoch >= 0 || epoch <= currentLeaderEpoch || partition.hadLeaderOf(epoch)) return undefined;
    const before = this.#met.get(partition);
    const met = before?.epoch === epoch ? before : { at: now, epoch };
    this.#met.set(partition, met);
    if (now - met.at >= FORMER_FOR_MS) return undefined;
    const detail = `Its leader is one of epoch ${currentLeaderEpoch}, and what was read before is of epoch ${epoch}.`;
    return errorFor(ErrorCode.UNKNOWN_LEADER_EPOCH, { api: OffsetForLeaderEpoch.name, topic, partition: id, detail });
  }
}
