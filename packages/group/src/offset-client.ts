import { ErrorCode, OffsetCommit, OffsetFetch, ProtocolError, errorFor } from '@k/wire';
import type { OffsetCommitResponse, OffsetFetchResponse } from '@k/wire';
import { backoffMs } from '@k/conn';
import type { Deadline } from '@k/conn';
import type { Cluster } from '@k/cluster';
import type { MemberGeneration } from './group-member.ts';
import { PartitionMap } from './partition-map.ts';

/** What a group stores for a partition. */
export interface OffsetAndMetadata {
  /** The next offset to read: that of the last record done, plus one. */
  readonly offset: number;
  /** Free text kept with the offset. @default '' */
  readonly metadata?: string;
  /** Leader epoch of the last record done (KIP-320), -1 if unknown. @default -1 */
  readonly leaderEpoch?: number;
}

export interface CommittedOffset {
  readonly offset: number;
  readonly metadata: string;
  readonly leaderEpoch: number;
}

/** A partition that could not be done, apart from those that could. */
export type PartitionErrors = PartitionMap<Error>;

export interface FetchedOffsets {
  /** null: nothing was committed for the partition. */
  readonly offsets: PartitionMap<CommittedOffset | null>;
  readonly errors: PartitionErrors;
}

// From version 10 on both requests name topics by id (KIP-848); names are enough here and work everywhere.
const MAX_VERSION_BY_NAME = 9;

type Outcome = 'done' | 'retry' | 'findCoordinator' | 'fatal';

/** Commits and fetches the offsets of one group, retrying by cause until the caller's deadline. */
export class OffsetClient {
  readonly #cluster: Cluster;
  readonly #groupId: string;
  readonly #purpose: string;

  constructor(cluster: Cluster, groupId: string, purpose = 'offsets') {
    this.#cluster = cluster;
    this.#groupId = groupId;
    this.#purpose = purpose;
  }

  /**
   * Stores offsets for the group, as a member of a generation or (without one) for a group that nobody has joined.
   * Passing errors are retried until `deadline`.
   *
   * @returns the partitions that were refused, each with its own error; empty when all were stored
   * @throws KafkaError when the request as a whole failed
   */
  async commit(
    offsets: PartitionMap<OffsetAndMetadata>,
    member: MemberGeneration | undefined,
    deadline: Deadline,
  ): Promise<PartitionErrors> {
    const errors: PartitionErrors = new PartitionMap();
    let open = offsets;
    for (let attempt = 0; open.size > 0; attempt++) {
      const again = new PartitionMap<OffsetAndMetadata>();
      const answer = await this.#send(deadline, () => this.#requestCommit(open, member, deadline));
      let last: ProtocolError | undefined;
      for (const { name, partitions } of answer.topics) {
        for (const { partitionIndex, errorCode } of partitions) {
          const error = this.#errorOf('OffsetCommit', errorCode, name, partitionIndex);
          const outcome = commitOutcome(errorCode, error);
          const offset = open.get(name, partitionIndex);
          if (offset === undefined || outcome === 'done' || error === undefined) continue;
          if (outcome === 'fatal') errors.set(name, partitionIndex, error);
          else {
            again.set(name, partitionIndex, offset);
            last = error;
            if (outcome === 'findCoordinator') this.#cluster.forgetCoordinator('group', this.#groupId);
          }
        }
      }
      open = again;
      if (open.size > 0 && !(await this.#pause(attempt, deadline))) {
        for (const [topic, partition] of open) errors.set(topic, partition, deadline.timeoutError(last));
        break;
      }
    }
    return errors;
  }

  /**
   * The committed offsets of `partitions`.
   *
   * @param requireStable wait out offsets of open transactions (KIP-447) rather than return the ones before
   * @throws KafkaError when the request as a whole failed
   */
  async fetch(
    partitions: PartitionMap<unknown>,
    options: { requireStable?: boolean; deadline: Deadline },
  ): Promise<FetchedOffsets> {
    const { requireStable = true, deadline } = options;
    const result: FetchedOffsets = { offsets: new PartitionMap(), errors: new PartitionMap() };
    let open: PartitionMap<unknown> = partitions;
    for (let attempt = 0; open.size > 0; attempt++) {
      const again = new PartitionMap<unknown>();
      let last: ProtocolError | undefined;
      const answer = await this.#send(deadline, () => this.#requestFetch(open, requireStable, deadline));
      for (const { name, partitions: list } of answer) {
        for (const entry of list) {
          const { partitionIndex, committedOffset, errorCode } = entry;
          if (!open.has(name, partitionIndex)) continue;
          const error = this.#errorOf('OffsetFetch', errorCode, name, partitionIndex);
          if (error === undefined) {
            const offset = Number(committedOffset);
            const { committedLeaderEpoch: leaderEpoch } = entry;
            result.offsets.set(
              name,
              partitionIndex,
              offset < 0 ? null : { offset, leaderEpoch, metadata: entry.metadata ?? '' },
            );
          } else if (error.retriable) {
            again.set(name, partitionIndex, true);
            last = error;
          } else result.errors.set(name, partitionIndex, error);
        }
      }
      open = again;
      if (open.size > 0 && !(await this.#pause(attempt, deadline))) {
        for (const [topic, partition] of open) result.errors.set(topic, partition, deadline.timeoutError(last));
        break;
      }
    }
    return result;
  }

  #requestCommit(
    offsets: PartitionMap<OffsetAndMetadata>,
    member: MemberGeneration | undefined,
    deadline: Deadline,
  ): Promise<OffsetCommitResponse> {
    const body = {
      groupId: this.#groupId,
      generationIdOrMemberEpoch: member?.generationId ?? -1,
      memberId: member?.memberId ?? '',
      groupInstanceId: member?.groupInstanceId ?? null,
      topics: offsets.byTopic().map(([name, entries]) => ({
        name,
        partitions: entries.map(([partitionIndex, { offset, metadata = '', leaderEpoch = -1 }]) => ({
          partitionIndex,
          committedOffset: BigInt(offset),
          committedLeaderEpoch: leaderEpoch,
          committedMetadata: metadata,
        })),
      })),
    };
    return this.#cluster.request(this.#target(), OffsetCommit, body, this.#requestOptions(deadline));
  }

  /** Versions up to 7 answer for one group, later ones for a list (KIP-709); both come back as the topics of this one. */
  async #requestFetch(
    partitions: PartitionMap<unknown>,
    requireStable: boolean,
    deadline: Deadline,
  ): Promise<OffsetFetchResponse['topics']> {
    const topics = partitions.byTopic().map(([name, entries]) => ({
      name,
      partitionIndexes: entries.map(([partition]) => partition),
    }));
    const groupId = this.#groupId;
    const answer = await this.#cluster.request(
      this.#target(),
      OffsetFetch,
      (version) => {
        if (version >= 8) return { groups: [{ groupId, topics }], requireStable };
        return version >= 7 ? { groupId, topics, requireStable } : { groupId, topics };
      },
      this.#requestOptions(deadline),
    );
    const group = answer.groups.find((each) => each.groupId === groupId);
    const errorCode = group === undefined ? answer.errorCode : group.errorCode;
    const error = this.#errorOf('OffsetFetch', errorCode);
    if (error !== undefined) throw error;
    return group === undefined ? answer.topics : group.topics;
  }

  /** Retries what failed as a whole: connections, and coordinators that moved or are loading. */
  #send<T>(deadline: Deadline, attempt: () => Promise<T>): Promise<T> {
    return this.#cluster.retry(
      deadline.operation,
      async () => {
        try {
          return await attempt();
        } catch (error) {
          if (error instanceof ProtocolError && movesCoordinator(error.code)) {
            this.#cluster.forgetCoordinator('group', this.#groupId);
          }
          throw error;
        }
      },
      { deadline },
    );
  }

  /** False when the deadline leaves no time for another try. */
  async #pause(attempt: number, deadline: Deadline): Promise<boolean> {
    const ms = backoffMs(attempt, { initialMs: 100, maxMs: 1_000 }, this.#cluster.runtime.random);
    if (deadline.remainingMs() <= ms) return false;
    await deadline.sleep(ms);
    return true;
  }

  #target(): { coordinator: 'group'; key: string } {
    return { coordinator: 'group', key: this.#groupId };
  }

  #requestOptions(deadline: Deadline): {
    timeoutMs: number;
    signal?: AbortSignal;
    purpose: string;
    maxVersion: number;
  } {
    const { signal } = deadline;
    const timeoutMs = deadline.remainingMs();
    const options = { timeoutMs, purpose: this.#purpose, maxVersion: MAX_VERSION_BY_NAME };
    return signal === undefined ? options : { ...options, signal };
  }

  #errorOf(api: string, code: number, topic?: string, partition?: number): ProtocolError | undefined {
    if (code === ErrorCode.NONE) return undefined;
    const context = { api, message: `group ${this.#groupId}` };
    return errorFor(code, topic === undefined || partition === undefined ? context : { ...context, topic, partition });
  }
}

function movesCoordinator(code: number): boolean {
  return code === ErrorCode.NOT_COORDINATOR || code === ErrorCode.COORDINATOR_NOT_AVAILABLE;
}

function commitOutcome(code: number, error: ProtocolError | undefined): Outcome {
  switch (code) {
    case ErrorCode.NONE:
      return 'done';
    case ErrorCode.NOT_COORDINATOR:
    case ErrorCode.COORDINATOR_NOT_AVAILABLE:
    case ErrorCode.REQUEST_TIMED_OUT:
      return 'findCoordinator';
    case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
    case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
      return 'retry';
    // The generation that owned the partition is over, or about to be: the member decides, a retry would not help.
    case ErrorCode.REBALANCE_IN_PROGRESS:
    case ErrorCode.ILLEGAL_GENERATION:
    case ErrorCode.UNKNOWN_MEMBER_ID:
    case ErrorCode.FENCED_INSTANCE_ID:
    case ErrorCode.OFFSET_METADATA_TOO_LARGE:
    case ErrorCode.INVALID_COMMIT_OFFSET_SIZE:
    case ErrorCode.TOPIC_AUTHORIZATION_FAILED:
    case ErrorCode.GROUP_AUTHORIZATION_FAILED:
      return 'fatal';
    default:
      return error?.retriable === true ? 'retry' : 'fatal';
  }
}
