import assert from 'node:assert/strict';
import { type KafkaProducer, TransactionError } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import { eventually } from './eventually.ts';
import type { Lab } from './lab.ts';
import { readAll, type Seen } from './reading.ts';

/** InitProducerId takes the identity to go on from since then (KIP-360). */
export const GOES_ON_SINCE = '2.5';

/** What readers of committed records see of a topic at the moment: nothing from where a transaction is open on. */
export async function visibleRecords(lab: Lab, topic: string): Promise<Seen[]> {
  await using consumer = lab.consumer({ isolationLevel: 'read_committed' });
  return await readAll(consumer, topic);
}

/** The same once every transaction has ended in the log, too: the coordinator answers EndTxn before that (KIP-98). */
export async function committedRecords(lab: Lab, topic: string): Promise<Seen[]> {
  await using stable = lab.consumer({ isolationLevel: 'read_committed' });
  await using written = lab.consumer();
  const partitions = (await written.partitionsForTopic(topic)).map(({ partition }) => ({ topic, partition }));
  const ends = await written.endOffsets(partitions);
  const reached = async (): Promise<[partition: number, reached: number, end: number][]> => {
    const offsets = await stable.endOffsets(partitions);
    return [...ends].map(([, partition, end]) => [partition, offsets.get(topic, partition) ?? 0, end]);
  };
  const isEnded = (all: readonly [partition: number, reached: number, end: number][]): boolean =>
    all.every(([, offset, end]) => offset >= end);
  await eventually(`the ends of what is committed of ${topic}, [partition, there, end of all]`, reached, isEnded);
  return await visibleRecords(lab, topic);
}

/** The values of {@link committedRecords}. */
export async function committedValues(lab: Lab, topic: string): Promise<(string | null)[]> {
  return (await committedRecords(lab, topic)).map(({ value }) => value);
}

/** What a group has committed at partition 0. */
export async function committedOffset(lab: Lab, groupId: string, topic: string): Promise<number | undefined> {
  await using consumer = lab.consumer({ groupId, enableAutoCommit: false });
  return (await consumer.committed({ topic, partition: 0 })).get(topic, 0)?.offset;
}

/**
 * The same after a transaction that committed `offset`: before 2.5 nobody waits for offsets whose transaction is committed and
 * not yet written down everywhere.
 */
export async function offsetOnceCommitted(
  lab: Lab,
  groupId: string,
  topic: string,
  offset: number,
): Promise<number | undefined> {
  if (atLeast(lab.target.version, '2.5')) return await committedOffset(lab, groupId, topic);
  return await eventually(
    `what ${groupId} has committed of ${topic}`,
    () => committedOffset(lab, groupId, topic),
    (committed) => committed === offset,
  );
}

/** What a call of a transactional producer fails of. */
export async function rejection(call: Promise<unknown>): Promise<TransactionError> {
  const error = await call.then(
    () => assert.fail('it succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TransactionError, String(error));
  return error;
}

/** How a producer that another one has replaced hears of it: by the call; or, as its time may just be over, by the abort then. */
export async function endOf(producer: KafkaProducer, call: Promise<unknown>): Promise<TransactionError> {
  const error = await rejection(call);
  return error.kind === 'abortable' ? await rejection(producer.abortTransaction()) : error;
}
