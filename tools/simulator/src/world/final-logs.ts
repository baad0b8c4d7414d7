import { readBatches, readControlRecord, type RecordBatch } from '@k/codec';
import type { LogEvent } from '@k/tool-history';
import type { SimWorld } from './sim-world.ts';

type LoggedRecord = LogEvent['records'][number];
type Fate = LoggedRecord['transaction'];
type Logged = Omit<LoggedRecord, 'transaction'> & { transaction: Fate };

/** What a partition holds, with the fate of each record's transaction, read without any code of the broker's. */
export function readLog({ broker }: SimWorld, topic: string, partition: number): Omit<LogEvent, 'type'> {
  const { startOffset, endOffset } = broker.log(topic, partition);
  const records: Logged[] = [];
  const open = new Map<bigint, Logged[]>();
  for (const batch of batchesOf(broker.log(topic, partition))) {
    if (batch.isControl) {
      const fate = endOf(batch);
      for (const record of open.get(batch.producerId) ?? []) record.transaction = fate;
      open.delete(batch.producerId);
      continue;
    }
    const added = [...batch]
      .filter(({ offset }) => offset >= startOffset)
      .map(({ offset, value }): Logged => ({
        offset,
        id: value === null ? null : String(value),
        transaction: batch.isTransactional ? 'open' : 'none',
      }));
    records.push(...added);
    if (batch.isTransactional) open.set(batch.producerId, [...(open.get(batch.producerId) ?? []), ...added]);
  }
  return { topic, partition, startOffset, endOffset, records };
}

/** What every partition holds goes into the history. */
export function writeLogs(world: SimWorld): void {
  for (const { name } of world.scenario.topics) {
    const partitions = world.broker.topic(name)?.partitions ?? [];
    for (const { partition } of partitions) world.recorder.write({ type: 'log', ...readLog(world, name, partition) });
  }
}

/** What the coordinators keep for the groups goes into the history. */
export function writeOffsets({ broker, recorder, scenario, goodbyes }: SimWorld): void {
  for (const group of broker.groupIds) {
    const offsets = scenario.topics.flatMap(({ name }) =>
      (broker.topic(name)?.partitions ?? []).flatMap(({ partition }) => {
        const stored = broker.committed(group, name, partition);
        return stored === undefined ? [] : [{ topic: name, partition, offset: stored.offset }];
      }),
    );
    // Those that were killed are there until their sessions are over.
    const left = broker.group(group)?.members.filter(({ memberId }) => goodbyes.has(memberId)) ?? [];
    const members = left.filter(({ groupInstanceId }) => groupInstanceId === null).length;
    recorder.write({ type: 'offsets', group, members, offsets });
  }
}

function* batchesOf(log: { batches(): Iterable<{ readonly bytes: Buffer }> }): Generator<RecordBatch> {
  for (const { bytes } of log.batches()) {
    for (const batch of readBatches(bytes)) {
      batch.verify();
      yield batch;
    }
  }
}

function endOf(batch: RecordBatch): Fate {
  const [marker] = [...batch];
  if (marker === undefined) return 'open';
  return readControlRecord(marker).type === 'commit' ? 'committed' : 'aborted';
}
