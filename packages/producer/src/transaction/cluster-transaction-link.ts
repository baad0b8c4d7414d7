import type { Channel, Cluster, ConsumerGroupMetadata, CoordinatorKind } from '@k/cluster';
import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  type Api,
  DescribeConfigs,
  EndTxn,
  type EndTxnRequest,
  ErrorCode,
  errorFor,
  InitProducerId,
  type InitProducerIdRequest,
  type MessageInit,
  TimeoutError,
  TxnOffsetCommit,
  type TxnOffsetCommitRequest,
  UnsupportedVersionError,
} from '@k/wire';
import type { RequestBody } from '@k/cluster';
import type { NumberedPartition, ProducerIdentity } from '../identity/source.ts';
import type { TransactionProtocol } from '../identity/transaction-state.ts';
import type { InitAnswer, InitQuestion, TransactionLink, TransactionOffset } from './link.ts';

/** A producer may name its identity to have the epoch raised since then: Kafka 2.5 (KIP-360). */
const GOES_ON_SINCE = 3;
/** Two-phase commit (KIP-939). Brokers announce it where they are told to show what is not finished, up to 4.4 at least. */
const TWO_PHASE_SINCE = 6;
const TWO_PHASE = 'two-phase commit (enableTwoPhaseCommit, keepPreparedTransaction)';
const TWO_PHASE_RELEASE = '4.1 on, with unstable.api.versions.enable=true';
/** Versions from which requests speak protocol 2 (KIP-890). */
const PROTOCOL_2_SINCE = { txnOffsetCommit: 5, endTxn: 5 } as const;
/** TxnOffsetCommit names topics by id since then (KIP-1319): ours comes by name, as the offsets do that we are given. */
const OFFSETS_BY_ID_SINCE = 6;
/** TxnOffsetCommit tells which member of the group commits since then: Kafka 2.5 (KIP-447). */
const MEMBERS_SINCE = 3;
/** Producers add partitions up to this version: later ones are for brokers. */
const ADD_PARTITIONS_MAX = 3;
/** A broker that does not answer may take this part of `requestTimeoutMs`: the coordinator may be another one by then. */
const PATIENCE = 1 / 3;
const BROKER_RESOURCE = 4;
const MAX_TIMEOUT = 'transaction.max.timeout.ms';

/** {@link TransactionLink} over a {@link Cluster}. */
export class ClusterTransactionLink implements TransactionLink {
  readonly #cluster: Cluster;
  readonly transactionalId: string;
  readonly #channel: Channel;
  readonly #timeoutMs: number;
  #askedFeaturesAt: number;
  /** Whether the coordinator can raise the epoch of a producer. */
  #goesOn = false;
  /** Whether an EndTxn of this epoch went out, and was never answered. */
  #hasLateEnd = false;

  constructor(cluster: Cluster, transactionalId: string, requestTimeoutMs: number) {
    this.#cluster = cluster;
    this.transactionalId = transactionalId;
    this.#channel = cluster.openChannel('transaction');
    this.#timeoutMs = Math.max(1, Math.floor(requestTimeoutMs * PATIENCE));
    this.#askedFeaturesAt = cluster.runtime.clock.monotonic();
  }

  protocol(): TransactionProtocol {
    const { features } = this.#cluster;
    if ((features?.levels.get('transaction.version') ?? 0) >= 2) return 2;
    // It may be switched on while this producer lives, and connections live long.
    const now = this.#cluster.runtime.clock.monotonic();
    if (features !== undefined && now - this.#askedFeaturesAt >= this.#cluster.settings.metadataMaxAgeMs) {
      this.#askedFeaturesAt = now;
      this.#cluster.loadFeatures().catch(() => undefined);
    }
    return 1;
  }

  get mayEndLate(): boolean {
    return this.#hasLateEnd && this.#goesOn;
  }

  async init({ transactionTimeoutMs, from, ...twoPhase }: InitQuestion): Promise<InitAnswer> {
    const body = (version: number): MessageInit<InitProducerIdRequest> => {
      this.#goesOn = version >= GOES_ON_SINCE;
      if (from !== null) this.#need(InitProducerId, version, GOES_ON_SINCE, 'going on under another epoch', '2.5 on');
      if (twoPhase.enableTwoPhaseCommit || twoPhase.keepPreparedTransaction) {
        this.#need(InitProducerId, version, TWO_PHASE_SINCE, TWO_PHASE, TWO_PHASE_RELEASE);
      }
      return {
        transactionalId: this.transactionalId,
        transactionTimeoutMs,
        ...(from === null ? {} : { producerId: from.producerId, producerEpoch: from.epoch }),
        ...(version < TWO_PHASE_SINCE
          ? {}
          : { enable2Pc: twoPhase.enableTwoPhaseCommit, keepPreparedTxn: twoPhase.keepPreparedTransaction }),
      };
    };
    const answer = await this.#ask('transaction', this.transactionalId, InitProducerId, body);
    this.#check(InitProducerId, answer.errorCode);
    this.#hasLateEnd = false;
    const { producerId, producerEpoch, ongoingTxnProducerId, ongoingTxnProducerEpoch } = answer;
    return {
      identity: identity(producerId, producerEpoch),
      prepared: ongoingTxnProducerId < 0n ? null : { producerId: ongoingTxnProducerId, epoch: ongoingTxnProducerEpoch },
    };
  }

  async addPartitions(
    { producerId, epoch }: ProducerIdentity,
    partitions: readonly NumberedPartition[],
  ): Promise<void> {
    const body = {
      v3AndBelowTransactionalId: this.transactionalId,
      v3AndBelowProducerId: producerId,
      v3AndBelowProducerEpoch: epoch,
      v3AndBelowTopics: Array.from(groupByTopic(partitions), ([name, list]) => ({
        name,
        partitions: list.map(({ partition }) => partition),
      })),
    };
    const answer = await this.#ask('transaction', this.transactionalId, AddPartitionsToTxn, body, ADD_PARTITIONS_MAX);
    const failures = answer.resultsByTopicV3AndBelow.flatMap(({ name: topic, resultsByPartition }) =>
      resultsByPartition
        .filter(({ partitionErrorCode: code }) => code !== ErrorCode.NONE)
        .map(({ partitionIndex: partition, partitionErrorCode: code }) => ({ topic, partition, code })),
    );
    // Those that were only not attempted say nothing of the cause.
    const first = failures.find(({ code }) => code !== ErrorCode.OPERATION_NOT_ATTEMPTED) ?? failures[0];
    if (first === undefined) return;
    const { topic, partition, code } = first;
    this.#learn('transaction', this.transactionalId, code);
    throw errorFor(code, { api: AddPartitionsToTxn.name, topic, partition });
  }

  async addOffsets({ producerId, epoch }: ProducerIdentity, groupId: string): Promise<void> {
    const body = { transactionalId: this.transactionalId, producerId, producerEpoch: epoch, groupId };
    const { errorCode } = await this.#ask('transaction', this.transactionalId, AddOffsetsToTxn, body);
    this.#check(AddOffsetsToTxn, errorCode, `group '${groupId}'`);
  }

  async commitOffsets(
    { producerId, epoch }: ProducerIdentity,
    protocol: TransactionProtocol,
    group: ConsumerGroupMetadata,
    offsets: readonly TransactionOffset[],
  ): Promise<void> {
    const { groupId, generationId, memberId, groupInstanceId = null } = group;
    const topics = groupByTopic(offsets);
    const body = (version: number): MessageInit<TxnOffsetCommitRequest> => ({
      transactionalId: this.transactionalId,
      groupId,
      producerId,
      producerEpoch: epoch,
      ...(version < MEMBERS_SINCE ? {} : { generationIdOrMemberEpoch: generationId, memberId, groupInstanceId }),
      topics: Array.from(topics, ([name, list]) => ({
        name,
        partitions: list.map(({ partition, offset, metadata = '', leaderEpoch = -1 }) => ({
          partitionIndex: partition,
          committedOffset: BigInt(offset),
          committedLeaderEpoch: leaderEpoch,
          committedMetadata: metadata,
        })),
      })),
    });
    const maxVersion = protocol === 1 ? PROTOCOL_2_SINCE.txnOffsetCommit - 1 : OFFSETS_BY_ID_SINCE - 1;
    const answer = await this.#ask('group', groupId, TxnOffsetCommit, body, maxVersion);
    for (const { name: topic, partitions } of answer.topics) {
      for (const { partitionIndex: partition, errorCode } of partitions) {
        this.#check(TxnOffsetCommit, errorCode, `group '${groupId}'`, { topic, partition });
      }
    }
  }

  async end(
    { producerId, epoch }: ProducerIdentity,
    protocol: TransactionProtocol,
    commit: boolean,
  ): Promise<ProducerIdentity | null> {
    let left = false;
    const body = (): MessageInit<EndTxnRequest> => {
      left = true;
      return { transactionalId: this.transactionalId, producerId, producerEpoch: epoch, committed: commit };
    };
    const maxVersion = protocol === 1 ? PROTOCOL_2_SINCE.endTxn - 1 : undefined;
    const asked = this.#ask('transaction', this.transactionalId, EndTxn, body, maxVersion);
    asked.catch(() => (this.#hasLateEnd ||= left));
    const answer = await asked;
    this.#check(EndTxn, answer.errorCode);
    if (protocol === 1) return null;
    return identity(answer.producerId, answer.producerEpoch);
  }

  async maxTimeoutMs(): Promise<number | undefined> {
    try {
      const broker = await this.#cluster.coordinator('transaction', this.transactionalId);
      const resource = {
        resourceType: BROKER_RESOURCE,
        resourceName: String(broker),
        configurationKeys: [MAX_TIMEOUT],
      };
      const { results } = await this.#channel.request({ broker }, DescribeConfigs, { resources: [resource] });
      const value = results[0]?.configs.find(({ name }) => name === MAX_TIMEOUT)?.value;
      return value === null || value === undefined ? undefined : Number(value);
    } catch {
      // Not everybody may look at the settings of brokers: the message goes without.
      return undefined;
    }
  }

  async close(): Promise<void> {
    await this.#channel.close();
  }

  async #ask<Req, Res>(
    kind: CoordinatorKind,
    key: string,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    maxVersion?: number,
  ): Promise<Res> {
    try {
      const options = { timeoutMs: this.#timeoutMs, maxVersion };
      return await this.#channel.request({ coordinator: kind, key }, api, body, options);
    } catch (error) {
      if (error instanceof TimeoutError) this.#cluster.forgetCoordinator(kind, key);
      throw explain(error);
    }
  }

  #check(
    { name: api }: Pick<Api<unknown, unknown>, 'name'>,
    code: number,
    about?: string,
    place: { readonly topic?: string; readonly partition?: number } = {},
  ): void {
    if (code !== ErrorCode.NONE) throw errorFor(code, { api, about, ...place });
  }

  /** Codes that stand where the cluster does not look for them. */
  #learn(kind: CoordinatorKind, key: string, code: number): void {
    if (code === ErrorCode.NOT_COORDINATOR || code === ErrorCode.COORDINATOR_NOT_AVAILABLE) {
      this.#cluster.forgetCoordinator(kind, key);
    }
  }

  #need(api: Api<unknown, unknown>, version: number, since: number, what: string, release: string): void {
    if (version >= since) return;
    throw new UnsupportedVersionError({
      api: api.name,
      version,
      minVersion: since,
      maxVersion: api.maxVersion,
      message: `The coordinator speaks ${api.name} up to version ${version}; ${what} needs version ${since} (Kafka ${release})`,
    });
  }
}

function identity(producerId: bigint, epoch: number): ProducerIdentity {
  return { producerId, epoch, isTransactional: true };
}

/** A broker that lacks one of the APIs, or coordinators of transactions, is too old for them. */
function explain(error: unknown): unknown {
  if (!(error instanceof UnsupportedVersionError) || error.retriable) return error;
  const { api, version, minVersion, maxVersion, message } = error;
  // The API is there, and lacks something.
  if (api === InitProducerId.name && version !== undefined) return error;
  const text = `Transactions need Kafka 0.11 or newer: ${message}`;
  return new UnsupportedVersionError({ api, minVersion, maxVersion, message: text, cause: error });
}

function groupByTopic<T extends { readonly topic: string }>(items: readonly T[]): Map<string, T[]> {
  const topics = new Map<string, T[]>();
  for (const item of items) {
    const list = topics.get(item.topic);
    if (list === undefined) topics.set(item.topic, [item]);
    else list.push(item);
  }
  return topics;
}
