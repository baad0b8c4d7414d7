import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { DescribeProducers, ErrorCode, errorFor, parseOptions, type TopicPartition } from '@k/wire';
import type { DescribeProducersResponse } from '@k/wire';
import { brokerId as brokerIdSetting, checkPartitions } from '../arguments.ts';
import type { AdminCalls, Answers } from '../calls.ts';
import { leadersOf } from '../partition-leaders.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';

export interface DescribeProducersOptions extends WaitOptions {
  /** Id of the broker whose replicas are asked. @default the leader of each partition */
  readonly brokerId?: number | undefined;
}

/** A producer that a partition remembers. */
export interface ActiveProducerState {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Sequence number of the last record that it wrote; -1 for none. */
  readonly lastSequence: number;
  /** The largest timestamp in the last batch that it wrote, milliseconds since 1970; -1 for none. */
  readonly lastTimestamp: number;
  /** Epoch of the transaction coordinator that last ended a transaction of it here; undefined for none. */
  readonly coordinatorEpoch: number | undefined;
  /** First offset of the transaction that it has open here; undefined for none. */
  readonly currentTransactionStartOffset: number | undefined;
}

const CALL = 'describeProducers()';
const describeOptions = schemaOf<DescribeProducersOptions>()(
  z.strictObject({ ...waitSettings, brokerId: brokerIdSetting.optional() }),
);

export async function describeProducers(
  calls: AdminCalls,
  partitions: readonly TopicPartition[],
  options?: DescribeProducersOptions,
): Promise<ResourceMap<TopicPartition, readonly ActiveProducerState[]>> {
  const checked = checkPartitions(CALL, partitions);
  const { brokerId, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, describeOptions, options ?? {});
  // What one broker says of its replica is the answer, also that it has none.
  const byBroker = { targetOf: () => ({ broker: brokerId as number }), isFinal: isAnswer };
  return calls.each<TopicPartition, readonly ActiveProducerState[]>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: checked,
    ...(brokerId === undefined ? leadersOf(calls.cluster) : byBroker),
    ask: async (asked, request) => {
      const topics = partitionsByTopic(asked).map(([name, partitionIndexes]) => ({ name, partitionIndexes }));
      return outcomesOf(await request(DescribeProducers, { topics }));
    },
  });
}

function isAnswer(error: Error): boolean {
  return (error as { code?: number }).code === ErrorCode.NOT_LEADER_OR_FOLLOWER;
}

type Told = DescribeProducersResponse['topics'][number]['partitions'][number];

function outcomesOf({ topics }: DescribeProducersResponse): Answers<TopicPartition, readonly ActiveProducerState[]> {
  return topics.flatMap(({ name: topic, partitions }) =>
    partitions.map(({ partitionIndex: partition, errorCode, errorMessage: message, activeProducers }) => {
      const where = { topic, partition };
      if (errorCode === ErrorCode.NONE) return [where, activeProducers.map(stateOf)] as const;
      return [where, errorFor(errorCode, { api: DescribeProducers.name, ...where, message })] as const;
    }),
  );
}

function stateOf(told: Told['activeProducers'][number]): ActiveProducerState {
  const { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset } = told;
  return {
    producerId,
    producerEpoch,
    lastSequence,
    lastTimestamp: Number(lastTimestamp),
    coordinatorEpoch: coordinatorEpoch < 0 ? undefined : coordinatorEpoch,
    currentTransactionStartOffset: currentTxnStartOffset < 0n ? undefined : Number(currentTxnStartOffset),
  };
}
