import type { ConsumerRecord, KafkaConsumer } from '@k/consumer';
import { StateError } from '@k/wire';
import type { LoopStyle } from '../scenario/member-spec.ts';
import { pause, type Incarnation } from './workload.ts';

/** What a loop does with a record. */
export type Handle = (record: ConsumerRecord) => Promise<void>;

type Loop = (consumer: KafkaConsumer, handle: Handle, incarnation: Incarnation) => Promise<void>;

/** What a handler of `run()` throws now and then. */
class HandlerError extends Error {}

/** Of so many calls of a handler of `run()` one fails. */
const FAILS_ONE_IN = 40;

const LOOPS: Readonly<Record<LoopStyle, Loop>> = {
  async records(consumer, handle) {
    for await (const record of consumer) await handle(record);
  },
  async batches(consumer, handle) {
    for await (const batch of consumer.batches()) {
      for (const record of batch) await handle(record);
    }
  },
  poll: (consumer, handle) =>
    untilClosed(async () => {
      await poll(consumer, handle);
    }),
  'poll and commit': (consumer, handle) =>
    untilClosed(async () => {
      if (await poll(consumer, handle)) await consumer.commit();
    }),
  'run by key': (consumer, handle, incarnation) => run(consumer, handle, incarnation, 'key'),
  'run by partition': (consumer, handle, incarnation) => run(consumer, handle, incarnation, 'partition'),
};

/** Reads until the consumer is closed. */
export function readIn(
  style: LoopStyle,
  consumer: KafkaConsumer,
  handle: Handle,
  incarnation: Incarnation,
): Promise<void> {
  return LOOPS[style](consumer, handle, incarnation);
}

/** Whether there were records. */
async function poll(consumer: KafkaConsumer, handle: Handle): Promise<boolean> {
  const records = await consumer.poll({ timeoutMs: 500 });
  for (const record of records) await handle(record);
  return records.count > 0;
}

async function run(
  consumer: KafkaConsumer,
  handle: Handle,
  incarnation: Incarnation,
  by: 'key' | 'partition',
): Promise<void> {
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
