import { ErrorCode, ProtocolError, OffsetCommit, OffsetFetch, ZERO_UUID } from '@k/wire';
import type {
  MessageInit,
  OffsetCommitRequest,
  OffsetCommitResponsePartition,
  OffsetFetchResponsePartition,
} from '@k/wire';
import type { Deadline } from '@k/runtime';
import { PartitionMap, isCluster, type Cluster, type ClusterRequestOptions, type Requester } from '@k/cluster';
import { check, checkDeadline, checkMember, checkOffset, checkPartitions, isObject, isText } from './arguments.ts';
import { CoordinatorCalls } from './coordinator-calls.ts';
import type { AttemptLimits } from './coordinator-calls.ts';
import type { MemberIdentity } from './membership.ts';

/** What a group stores for a partition. */
export interface OffsetAndMetadata {
  /** The next offset to read: that of the last record done, plus one. */
  readonly offset: number;
  /** Free text kept with the offset. @default '' */
  readonly metadata?: string;
  /** Leader epoch of the last record done (KIP-320), -1 if unknown. @default -1 */
  readonly leaderEpoch?: number;
  /**
   * Id of the topic that the offset is of (KIP-516): it is not stored for another one of that name.
   * @default that of the topic as the cluster knows it at the call, if it does
   */
  readonly topicId?: string | undefined;
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

/** From the next version on both requests name topics by id (KIP-848). Kafka 4.1 keeps it with the offset. */
const MAX_VERSION_BY_NAME = 9;

/** What a coordinator tells where nothing was committed. */
const NO_OFFSET = -1;

/** What came of some partitions of a commit: null when the offset was stored, else why it was not. */
export type CommitOutcomes = PartitionMap<Error | null>;

/** Commits and fetches the offsets of one group, retrying by cause until the caller's deadline. */
export class OffsetClient {
  readonly #cluster: Cluster;
  readonly #groupId: string;
  readonly #through: Pick<Requester, 'request'>;
  readonly #calls: CoordinatorCalls;
  #unanswered = 0;

  /** @param through what sends the requests: a channel of the caller's, who closes it, so that they wait for no others */
  constructor(cluster: Cluster, groupId: string, through: Pick<Requester, 'request'> = cluster) {
    check('OffsetClient', 'cluster', isCluster(cluster), 'a Cluster', cluster);
    check('OffsetClient', 'groupId', isText(groupId), 'text that is not empty', groupId);
    const sends = typeof (through as Partial<Requester> | null)?.request === 'function';
    check('OffsetClient', 'through', sends, 'a Channel or a Cluster', through);
    this.#cluster = cluster;
    this.#groupId = groupId;
    this.#through = through;
    this.#calls = new CoordinatorCalls(cluster, groupId);
  }

  /**
   * How many requests to commit got no answer until now: each of them may be lost, done, or still before the coordinator,
   * which then does it after a newer one.
   */
  get unanswered(): number {
    return this.#unanswered;
  }

  /**
   * Stores offsets for the group, as a member of a generation or (without one) for a group that nobody has joined.
   * Errors that may pass are retried until `deadline`, each partition for itself. A topic or partition that fresh metadata
   * does not know either is refused. A coordinator that does not answer has a third of the time, or less when it is given
   * up meanwhile.
   *
   * @param onSettled called with each partition once, as soon as it is stored or refused, while others may be retried
   * @returns the partitions that were refused, each with its own error; empty when all were stored
   * @throws KafkaError when the request as a whole failed, and with it the partitions that were not settled by then
   */
  async commit(
    offsets: PartitionMap<OffsetAndMetadata>,
    member: MemberIdentity | undefined,
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
    // The ids of now, for good: a retry must not give the offsets to a topic that was made again since.
    const ids = new Map(offsets.byTopic().map(([topic]) => [topic, this.#cluster.topic(topic)?.topicId]));
    const topicId = (topic: string, asked: OffsetAndMetadata): string | undefined => asked.topicId ?? ids.get(topic);
    const call = {
      api: OffsetCommit.name,
      partitions: offsets,
      topicId,
      ask: (open: PartitionMap<OffsetAndMetadata>, limits: AttemptLimits) => {
        const names = new TopicNames(
          open.byTopic().map(([topic, [entry]]) => [topic, entry && topicId(topic, entry[1])]),
        );
        return this.#commit(open, { names, member, limits });
      },
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
   * @param options `requireStable`: wait out offsets of open transactions (KIP-447) rather than return the ones before;
   * `member`: who asks. With the protocol of KIP-848 the coordinator checks it, from OffsetFetch 9 on.
   * @throws KafkaError when the request as a whole failed
   */
  async fetch(
    partitions: PartitionMap<unknown>,
    options: { requireStable?: boolean; member?: MemberIdentity | undefined; deadline: Deadline },
  ): Promise<FetchedOffsets> {
    const called = 'OffsetClient: fetch()';
    checkPartitions(called, 'partitions', partitions);
    check(called, 'options', isObject(options), '{ deadline, requireStable, member }', options);
    const { requireStable = true, member, deadline } = options;
    check(called, 'requireStable', typeof requireStable === 'boolean', 'true or false', requireStable);
    checkMember(called, member);
    checkDeadline(called, deadline);
    const result: FetchedOffsets = { offsets: new PartitionMap(), errors: new PartitionMap() };
    const call = {
      api: OffsetFetch.name,
      partitions,
      ask: (open: PartitionMap<unknown>, limits: AttemptLimits) => this.#fetch(open, requireStable, member, limits),
      settled: (answers: PartitionMap<OffsetFetchResponsePartition | Error>) => {
        for (const [topic, partition, answer] of answers) {
          const told = answer instanceof Error ? answer : this.#committed(topic, answer);
          if (told instanceof Error) result.errors.set(topic, partition, told);
          else result.offsets.set(topic, partition, told);
        }
      },
    };
    await this.#calls.run(call, deadline);
    return result;
  }

  async #commit(
    offsets: PartitionMap<OffsetAndMetadata>,
    by: { readonly names: TopicNames; readonly member: MemberIdentity | undefined; readonly limits: AttemptLimits },
  ): Promise<PartitionMap<OffsetCommitResponsePartition>> {
    const { names, member, limits } = by;
    let isSent = false as boolean;
    const body = (version: number): MessageInit<OffsetCommitRequest> => {
      isSent = true;
      return {
        groupId: this.#groupId,
        generationIdOrMemberEpoch: member?.epoch ?? -1,
        memberId: member?.memberId ?? '',
        groupInstanceId: member?.groupInstanceId ?? null,
        topics: offsets.byTopic().map(([name, entries]) => ({
          ...names.field(name, version),
          partitions: entries.map(([partitionIndex, { offset, metadata = '', leaderEpoch = -1 }]) => ({
            partitionIndex,
            committedOffset: BigInt(offset),
            committedLeaderEpoch: leaderEpoch,
            committedMetadata: metadata,
          })),
        })),
      };
    };
    try {
      const { topics } = await this.#through.request(this.#target(), OffsetCommit, body, this.#options(limits, names));
      return names.byPartition(topics);
    } catch (error) {
      if (isSent && !(error instanceof ProtocolError)) this.#unanswered++;
      throw error;
    }
  }

  /** Versions up to 7 answer for one group, later ones for a list (KIP-709). */
  async #fetch(
    partitions: PartitionMap<unknown>,
    requireStable: boolean,
    member: MemberIdentity | undefined,
    limits: AttemptLimits,
  ): Promise<PartitionMap<OffsetFetchResponsePartition>> {
    const byTopic = partitions.byTopic();
    const names = new TopicNames(byTopic.map(([name]) => [name, this.#cluster.topic(name)?.topicId]));
    const groupId = this.#groupId;
    // A member of the classic protocol asks as nobody in particular: its generation is not what the coordinator would check.
    const asker =
      member?.protocol === 'consumer' ? { memberId: member.memberId, memberEpoch: member.epoch } : undefined;
    const answer = await this.#through.request(
      this.#target(),
      OffsetFetch,
      (version) => {
        const topics = byTopic.map(([name, entries]) => ({
          ...names.field(name, version),
          partitionIndexes: entries.map(([partition]) => partition),
        }));
        if (version >= 8) return { groups: [{ groupId, topics, ...asker }], requireStable };
        return version >= 7 ? { groupId, topics, requireStable } : { groupId, topics };
      },
      this.#options(limits, names),
    );
    const told = answer.groups.find((each) => each.groupId === groupId) ?? answer;
    if (told.errorCode !== ErrorCode.NONE) throw this.#calls.errorOf(OffsetFetch.name, told.errorCode);
    return names.byPartition(told.topics);
  }

  /** Null: none. */
  #committed(topic: string, told: OffsetFetchResponsePartition): CommittedOffset | null | Error {
    const offset = Number(told.committedOffset);
    if (offset === NO_OFFSET) return null;
    if (Number.isSafeInteger(offset) && offset > NO_OFFSET) {
      return { offset, leaderEpoch: told.committedLeaderEpoch, metadata: told.metadata ?? '' };
    }
    // Nothing was committed is the one answer that a reset policy may follow.
    const detail = `The coordinator tells an offset that there cannot be, ${String(told.committedOffset)}.`;
    const place = { topic, partition: told.partitionIndex, detail };
    return this.#calls.errorOf(OffsetFetch.name, ErrorCode.UNKNOWN_SERVER_ERROR, place);
  }

  #target(): { coordinator: 'group'; key: string } {
    return { coordinator: 'group', key: this.#groupId };
  }

  #options({ timeoutMs, signal }: AttemptLimits, { maxVersion }: TopicNames): ClusterRequestOptions {
    return { timeoutMs, signal, maxVersion };
  }
}

/** How the topics of one request are named: by id when all ids are known, and the version can. */
class TopicNames {
  /** The highest version that can name them. */
  readonly maxVersion: number | undefined;
  readonly #ids: ReadonlyMap<string, string>;

  constructor(topics: readonly (readonly [name: string, id: string | undefined])[]) {
    const ids = new Map<string, string>();
    for (const [name, id] of topics) if (id !== undefined && id !== ZERO_UUID) ids.set(name, id);
    this.maxVersion = ids.size === topics.length ? undefined : MAX_VERSION_BY_NAME;
    this.#ids = ids;
  }

  field(name: string, version: number): { name: string } | { topicId: string } {
    return version > MAX_VERSION_BY_NAME ? { topicId: this.#ids.get(name) ?? ZERO_UUID } : { name };
  }

  byPartition<T extends { readonly partitionIndex: number }>(
    topics: readonly { readonly name: string; readonly topicId?: string; readonly partitions: readonly T[] }[],
  ): PartitionMap<T> {
    const names = new Map(Array.from(this.#ids, ([name, id]) => [id, name]));
    const map = new PartitionMap<T>();
    for (const { name, topicId = ZERO_UUID, partitions } of topics) {
      for (const each of partitions) map.set(names.get(topicId) ?? name, each.partitionIndex, each);
    }
    return map;
  }
}
