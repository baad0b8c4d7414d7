import type { ConsumerRecord, KafkaConsumer } from '@k/consumer';
import { StateError } from '@k/wire';
import type { LoopStyle } from '../scenario/member-spec.ts';
import type { Moves } from './group-events.ts';
import { pause, type Incarnation } from './workload.ts';

/** What a loop does with a record. */
export type Handle = (record: ConsumerRecord) => Promise<void>;

/** What a loop works with. */
interface Reading {
  readonly consumer: KafkaConsumer;
  readonly handle: Handle;
  readonly moves: Moves;
  readonly incarnation: Incarnation;
}

type Loop = (reading: Reading) => Promise<void>;

/** What a handler of `run()` throws now and then. */
class HandlerError extends Error {}

/** Of so many calls of a handler of `run()` one fails. */
const FAILS_ONE_IN = 40;

const LOOPS: Readonly<Record<LoopStyle, Loop>> = {
  async records({ consumer, handle }) {
    for await (const record of consumer) await handle(record);
  },
  async batches(reading) {
    for await (const batch of reading.consumer.batches()) await handleAll(batch, reading);
  },
  poll: (reading) =>
    untilClosed(async () => {
      await poll(reading);
    }),
  'poll and commit': (reading) =>
    untilClosed(async () => {
      if (await poll(reading)) await reading.consumer.commit();
    }),
  'run by key': (reading) => run(reading, 'key'),
  'run by partition': (reading) => run(reading, 'partition'),
};

/** Reads until the consumer is closed. */
export function readIn(style: LoopStyle, reading: Reading): Promise<void> {
  return LOOPS[style](reading);
}

/** Whether there were records. */
async function poll(reading: Reading): Promise<boolean> {
  const records = await reading.consumer.poll({ timeoutMs: 500 });
  await handleAll(records, reading);
  return records.count > 0;
}

/** But for those whose partitions were lost meanwhile: they are given again, to whoever has the partition then. */
async function handleAll(records: Iterable<ConsumerRecord>, { handle, moves }: Reading): Promise<void> {
  const before = new Map<string, number>();
  for (const record of records) {
    const place = `${record.topic}-${String(record.partition)}`;
    const moved = moves(record.topic, record.partition);
    if (!before.has(place)) before.set(place, moved);
    if (before.get(place) === moved) await handle(record);
  }
}

async function run({ consumer, handle, incarnation }: Reading, by: 'key' | 'partition'): Promise<void> {
  const { chance } = incarnation;
  const retry = { retries: 1, initialMs: 50 };
  const once = (): Promise<void> =>
    consumer.run(
      async (record) => {
        if (chance.below(FAILS_ONE_IN) === 0) {
          await pause(incarnation, 1);
          throw new HandlerError('a handler fails');
        }
        await handle(record);
      },
      { by, concurrency: 4, retry, drainTimeoutMs: 1_000 },
    );
  await untilClosed(async () => {
    const end = await once().catch((error: unknown) => {
      if (!(error instanceof HandlerError)) throw error;
      return 'failed';
    });
    // It ends well when the consumer is closed, and the next call says so.
    if (end !== 'failed') await consumer.poll({ timeoutMs: 0 });
  });
}

async function untilClosed(step: () => Promise<void>): Promise<void> {
  try {
    for (;;) await step();
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
  }
}
