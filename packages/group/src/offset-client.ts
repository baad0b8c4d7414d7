import { ErrorCode, OffsetCommit, OffsetFetch } from '@k/wire';
import type { OffsetCommitResponsePartition, OffsetFetchResponsePartition } from '@k/wire';
import type { Deadline } from '@k/conn';
import type { Cluster } from '@k/cluster';
import {
  check,
  checkDeadline,
  checkMember,
  checkOffset,
  checkPartitions,
  isCluster,
  isObject,
  isText,
} from './arguments.ts';
import { CoordinatorCalls } from './coordinator-calls.ts';
import type { AttemptLimits } from './coordinator-calls.ts';
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

/** What came of some partitions of a commit: null when the offset was stored, else why it was not. */
export type CommitOutcomes = PartitionMap<Error | null>;

/** Commits and fetches the offsets of one group, retrying by cause until the caller's deadline. */
export class OffsetClient {
  readonly #cluster: Cluster;
  readonly #groupId: string;
  readonly #purpose: string;
  readonly #calls: CoordinatorCalls;

  /** @param purpose name of the connections used: of another purpose's requests none waits */
  constructor(cluster: Cluster, groupId: string, purpose = 'offsets') {
    check('OffsetClient', 'cluster', isCluster(cluster), 'a Cluster', cluster);
    check('OffsetClient', 'groupId', isText(groupId), 'text that is not empty', groupId);
    check('OffsetClient', 'purpose', isText(purpose), 'text that is not empty', purpose);
    this.#cluster = cluster;
    this.#groupId = groupId;
    this.#purpose = purpose;
    this.#calls = new CoordinatorCalls(cluster, groupId);
  }

  /**
   * Stores offsets for the group, as a member of a generation or (without one) for a group that nobody has joined.
   * Passing errors are retried until `deadline`, each partition for itself; that of a topic or partition that fresh
   * metadata does not know either is none of them. A coordinator that says nothing has a third of the time, or less
   * when it is given up meanwhile.
   *
   * @param onSettled told of each partition once, at once, while others may still be retried
   * @returns the partitions that were refused, each with its own error; empty when all were stored
   * @throws KafkaError when the request as a whole failed, and with it the partitions that were not settled by then
   */
  async commit(
    offsets: PartitionMap<OffsetAndMetadata>,
    member: MemberGeneration | undefined,
    deadline: Deadline,
    onSettled?: (outcomes: CommitOutcomes) => void,
  ): Promise<PartitionErrors> {
    const called = 'OffsetClient: commit()';
    checkPartitions(called, 'offsets', offsets, (place, value) => {
      checkOffset(called, place, value);
    });
    checkMember(called, member);
    checkDeadline(called, deadline);
    const isRight = onSettled === undefined || typeof onSettled === 'function';
    check(called, 'onSettled', isRight, 'a function', onSettled);
    const errors: PartitionErrors = new PartitionMap();
    const call = {
      api: OffsetCommit.name,
      partitions: offsets,
      ask: (open: PartitionMap<OffsetAndMetadata>, limits: AttemptLimits) => this.#commit(open, member, limits),
      settled: (answers: PartitionMap<OffsetCommitResponsePartition | Error>) => {
        const outcomes: CommitOutcomes = new PartitionMap();
        for (const [topic, partition, answer] of answers) {
          const error = answer instanceof Error ? answer : null;
          outcomes.set(topic, partition, error);
          if (error !== null) errors.set(topic, partition, error);
        }
        onSettled?.(outcomes);
      },
    };
    await this.#calls.run(call, deadline);
    return errors;
  }

  /**
   * The committed offsets of `partitions`.
   *
   * @param options `requireStable`: wait out offsets of open transactions (KIP-447) rather than return the ones before
   * @throws KafkaError when the request as a whole failed
   */
  async fetch(
    partitions: PartitionMap<unknown>,
    options: { requireStable?: boolean; deadline: Deadline },
  ): Promise<FetchedOffsets> {
    const called = 'OffsetClient: fetch()';
    checkPartitions(called, 'partitions', partitions);
    check(called, 'options', isObject(options), '{ deadline, requireStable }', options);
    const { requireStable = true, deadline } = options;
    check(called, 'requireStable', typeof requireStable === 'boolean', 'true or false', requireStable);
    checkDeadline(called, deadline);
    const result: FetchedOffsets = { offsets: new PartitionMap(), errors: new PartitionMap() };
    const call = {
      api: OffsetFetch.name,
      partitions,
      ask: (open: PartitionMap<unknown>, limits: AttemptLimits) => this.#fetch(open, requireStable, limits),
      settled: (answers: PartitionMap<OffsetFetchResponsePartition | Error>) => {
        for (const [topic, partition, answer] of answers) {
          if (answer instanceof Error) result.errors.set(topic, partition, answer);
          else result.offsets.set(topic, partition, committedOffset(answer));
        }
      },
    };
    await this.#calls.run(call, deadline);
    return result;
  }

  async #commit(
    offsets: PartitionMap<OffsetAndMetadata>,
    member: MemberGeneration | undefined,
    limits: AttemptLimits,
  ): Promise<PartitionMap<OffsetCommitResponsePartition>> {
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
    const { topics } = await this.#cluster.request(this.#target(), OffsetCommit, body, this.#options(limits));
    return byPartition(topics);
  }

  /** Versions up to 7 answer for one group, later ones for a list (KIP-709). */
  async #fetch(
    partitions: PartitionMap<unknown>,
    requireStable: boolean,
    limits: AttemptLimits,
  ): Promise<PartitionMap<OffsetFetchResponsePartition>> {
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
      this.#options(limits),
    );
    const told = answer.groups.find((each) => each.groupId === groupId) ?? answer;
    if (told.errorCode !== ErrorCode.NONE) throw this.#calls.errorOf(OffsetFetch.name, told.errorCode);
    return byPartition(told.topics);
  }

  #target(): { coordinator: 'group'; key: string } {
    return { coordinator: 'group', key: this.#groupId };
  }

  #options(limits: AttemptLimits): AttemptLimits & { purpose: string; maxVersion: number } {
    return { ...limits, purpose: this.#purpose, maxVersion: MAX_VERSION_BY_NAME };
  }
}

function byPartition<T extends { readonly partitionIndex: number }>(
  topics: readonly { readonly name: string; readonly partitions: readonly T[] }[],
): PartitionMap<T> {
  const map = new PartitionMap<T>();
  for (const { name, partitions } of topics) for (const each of partitions) map.set(name, each.partitionIndex, each);
  return map;
}

function committedOffset(told: OffsetFetchResponsePartition): CommittedOffset | null {
  const offset = Number(told.committedOffset);
  return offset < 0 ? null : { offset, leaderEpoch: told.committedLeaderEpoch, metadata: told.metadata ?? '' };
}
