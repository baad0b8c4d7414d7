import {
  ErrorCode,
  errorFor,
  FindCoordinator,
  KafkaError,
  type TopicPartition,
  UnsupportedVersionError,
} from '@k/wire';
import type { Cluster } from '@k/cluster';
import { groupByTopicAndPartition } from './byte-helpers.ts';
import { FailedPayloadsError } from './client-errors.ts';
import type { LeaderTable } from './leader-table.ts';
import { failedPayload, sendParcels, type Parcel, type PayloadResult, type SendLimits } from './payload-sender.ts';
import type { PayloadRequest } from './simple-client-requests.ts';
import type { OffsetStorage, PartitionResponse } from './simple-client-types.ts';

/** What routes need of the client that they belong to. */
export interface RouteSource {
  readonly table: LeaderTable;
  /** @throws StateError when the client is closed, or a copy without `reinit()` */
  cluster(): Cluster;
  /** Finds the cluster, once. @throws NoBrokersAvailableError */
  reachable(): Promise<void>;
  /** Asks for the metadata of a topic, into the table. */
  load(topic: string): Promise<void>;
}

/** Where payloads go: to the leaders of their partitions that are remembered, or to who keeps the offsets of a group. */
export class PayloadRoutes {
  readonly #source: RouteSource;

  constructor(source: RouteSource) {
    this.#source = source;
  }

  /** One request to each leader (and, of produced records, format); the results in the order of the payloads. */
  async toLeaders<P extends TopicPartition, Req, Res, T extends PartitionResponse>(
    payloads: readonly P[],
    requestFor: (payload: P) => PayloadRequest<P, Req, Res, T>,
    limits: SendLimits,
  ): Promise<PayloadResult<T>[]> {
    groupByTopicAndPartition(payloads); // throws when two are for one partition
    const cluster = this.#source.cluster();
    await this.#source.reachable();
    const parcels = new Map<string, Parcel<P, Req, Res, T>>();
    const lost = new Map<P, FailedPayloadsError>();
    for (const payload of payloads) {
      const request = requestFor(payload);
      let broker: number;
      try {
        broker = await this.#leaderOf(payload);
      } catch (error) {
        if (!KafkaError.is(error) || error.name !== 'NoBrokersAvailableError') throw error;
        lost.set(payload, failedPayload(payload, 'its leader cannot be asked for', error));
        continue;
      }
      const key = `${broker} v${request.maxVersion}`;
      const parcel = parcels.get(key);
      if (parcel === undefined) parcels.set(key, { target: { broker }, payloads: [payload], request });
      else parcel.payloads.push(payload);
    }
    const results = await sendParcels(cluster, [...parcels.values()], limits);
    const inOrder = payloads.map((payload) => lost.get(payload) ?? results.get(payload));
    // What was remembered has led nowhere; kafka-python, too, asks for all of it anew.
    if (inOrder.some(isFailed)) this.#source.table.clear();
    return inOrder;
  }

  /** One request to the group's coordinator, or, about offsets in ZooKeeper, to any broker. */
  async toOffsetStorage<P extends TopicPartition, Req, Res, T extends PartitionResponse>(
    group: string,
    payloads: readonly P[],
    request: PayloadRequest<P, Req, Res, T>,
    storage: OffsetStorage,
  ): Promise<PayloadResult<T>[]> {
    groupByTopicAndPartition(payloads);
    const cluster = this.#source.cluster();
    await this.#source.reachable();
    const toZooKeeper = {
      target: 'any' as const,
      payloads: [...payloads],
      // Newer versions are about offsets in Kafka.
      request: { ...request, maxVersion: 0 },
    };
    const toKafka = { ...toZooKeeper, target: { coordinator: 'group', key: group } as const, request };
    const first = storage === 'zookeeper' ? toZooKeeper : toKafka;
    let results = await sendParcels(cluster, [first], { expectsReply: true });
    if ([...results.values()].some((result) => isFailed(result) && isTooOldForCoordinators(result.cause))) {
      // Brokers before 0.8.2 coordinate nothing: each of them asks ZooKeeper.
      results = await sendParcels(cluster, [toZooKeeper], { expectsReply: true });
    }
    return payloads.map((payload) => results.get(payload));
  }

  /** Broker id. @throws UnknownTopicOrPartitionError, LeaderNotAvailableError, NoBrokersAvailableError */
  async #leaderOf({ topic, partition }: TopicPartition): Promise<number> {
    const { table } = this.#source;
    let leader = table.leaderOf(topic, partition);
    if (leader === undefined || leader < 0) {
      await this.#source.load(topic);
      leader = table.leaderOf(topic, partition);
    }
    if (leader === undefined) throw errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { topic, partition });
    if (leader < 0) throw errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic, partition });
    // Found by an answer that the cluster's own metadata is older than.
    const cluster = this.#source.cluster();
    if (!cluster.metadata.brokers.has(leader)) await cluster.refresh(`broker ${leader} is not known`);
    return leader;
  }
}

export function isFailed(result: unknown): result is FailedPayloadsError {
  return result instanceof FailedPayloadsError;
}

function isTooOldForCoordinators(cause: unknown): boolean {
  return cause instanceof UnsupportedVersionError && cause.api === FindCoordinator.name;
}
