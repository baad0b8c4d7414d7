import { type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, parseOptions, WriteTxnMarkers, type TopicPartition } from '@k/wire';
import type { WriteTxnMarkersResponse } from '@k/wire';
import { topicPartition as topicPartitionSetting } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';

/** A transaction that hangs in a partition, as `describeProducers()` tells of it. */
export interface AbortTransactionSpec {
  readonly topicPartition: TopicPartition;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** What `describeProducers()` tells; where it tells nothing, no transaction of the producer has ended here. @default 0 */
  readonly coordinatorEpoch?: number | undefined;
}

const CALL = 'abortTransaction()';
const spec = z.strictObject({
  topicPartition: topicPartitionSetting,
  producerId: z.custom<bigint>((value) => typeof value === 'bigint' && value >= 0n, 'expected a bigint, 0n or more'),
  producerEpoch: z.int().nonnegative().max(0x7fff),
  coordinatorEpoch: z.int().nonnegative().max(0x7fff_ffff).default(0),
});

export async function abortTransaction(
  calls: AdminCalls,
  given: AbortTransactionSpec,
  options?: WaitOptions,
): Promise<void> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, spec, given);
  const { topicPartition: where, ...marker } = checked;
  const deadline = calls.deadline(CALL, calls.waitOptions(CALL, options));
  const topics = [{ name: where.topic, partitionIndexes: [where.partition] }];
  const body = { markers: [{ ...marker, transactionResult: false, topics }] };
  await calls.one(deadline, { leader: where }, WriteTxnMarkers, body, (answer) => {
    check(answer, where);
  });
}

function check({ markers }: WriteTxnMarkersResponse, { topic, partition }: TopicPartition): void {
  const there = markers.flatMap(({ topics }) => topics).filter(({ name }) => name === topic);
  const told = there.flatMap(({ partitions }) => partitions).find(({ partitionIndex }) => partitionIndex === partition);
  const where = { api: WriteTxnMarkers.name, topic, partition };
  if (told === undefined) {
    throw errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, { ...where, message: 'the answer says nothing of it' });
  }
  if (told.errorCode !== ErrorCode.NONE) throw errorFor(told.errorCode, where);
}
