import type { ConsumerRecord, KafkaConsumer } from '@k/consumer';
import { asError, StateError } from '@k/wire';
import type { LoopStyle } from '../scenario/member-spec.ts';
import { commitByHand } from './group-events.ts';
import { pause, type Incarnation } from './workload.ts';

/** What a loop does with records. */
export interface Handling {
  /** The application has it. @returns whether its partition is still the one that it was given of */
  given(record: ConsumerRecord): () => boolean;
  /** Takes its time. */
  finish(record: ConsumerRecord): Promise<void>;
  /** It was not handed back, and its partition is still there. */
  comesAgain(record: ConsumerRecord): void;
}

type Loop = (consumer: KafkaConsumer, handling: Handling, incarnation: Incarnation) => Promise<void>;

/** What a handler of `run()` throws now and then. */
class HandlerError extends Error {}

/** Most records that a stream gives before it is destroyed. */
const STREAM_RECORDS = 200;

/** So many are under way at most. */
const MOST_COMMITS = 2;

/** Of so many calls of a handler of `run()` one fails. */
const FAILS_ONE_IN = 40;

const LOOPS: Readonly<Record<LoopStyle, Loop>> = {
  async records(consumer, handling) {
    for await (const record of consumer) await handle(record, handling);
  },
  async batches(consumer, handling) {
    for await (const batch of consumer.batches()) await handleAll(batch.toArray(), handling);
  },
  poll: (consumer, handling) =>
    untilClosed(async () => {
      await poll(consumer, handling);
    }),
  'poll and commit': (consumer, handling) =>
    untilClosed(async () => {
      if (await poll(consumer, handling)) await commitByHand(consumer);
    }),
  'poll and commit on': pollAndCommitOn,
  'run by key': (consumer, handling, incarnation) => run(consumer, handling, incarnation, 'key'),
  'run by partition': (consumer, handling, incarnation) => run(consumer, handling, incarnation, 'partition'),
  async stream(consumer, handling, incarnation) {
    while (await stream(consumer, handling, incarnation));
  },
};

/** Reads until the consumer is closed. */
export function readIn(
  style: LoopStyle,
  consumer: KafkaConsumer,
  handling: Handling,
  incarnation: Incarnation,
): Promise<void> {
  return LOOPS[style](consumer, handling, incarnation);
}

async function handle(record: ConsumerRecord, handling: Handling): Promise<void> {
  handling.given(record);
  await handling.finish(record);
}

/** They are given at once. What is not begun when its partition goes is left to whoever gets that. */
async function handleAll(records: readonly ConsumerRecord[], handling: Handling): Promise<void> {
  const each = records.map((record) => ({ record, isStillOurs: handling.given(record) }));
  for (const { record, isStillOurs } of each) if (isStillOurs()) await handling.finish(record);
}

/** Without a wait for one commit before the next: they are made one after the other all the same. */
async function pollAndCommitOn(consumer: KafkaConsumer, handling: Handling): Promise<void> {
  const open: Promise<Error | undefined>[] = [];
  await untilClosed(async () => {
    const hasRecords = await poll(consumer, handling);
    if (hasRecords) open.push(commitByHand(consumer).then(() => undefined, asError));
    // The last ones are waited for when nothing else is to be done.
    while (open.length > (hasRecords ? MOST_COMMITS : 0)) {
      const error = await open.shift();
      if (error !== undefined) throw error;
    }
  });
}

/** A stream that is destroyed with a record in hand, which comes again then. @returns whether it was, or has ended by itself */
async function stream(consumer: KafkaConsumer, handling: Handling, { chance }: Incarnation): Promise<boolean> {
  let left = chance.between(1, STREAM_RECORDS);
  const readable = consumer.stream();
  for await (const record of readable) {
    handling.given(record);
    if (--left === 0) {
      readable.destroy();
      handling.comesAgain(record);
      return true;
    }
    await handling.finish(record);
  }
  return false;
}

/** Whether there were records. */
async function poll(consumer: KafkaConsumer, handling: Handling): Promise<boolean> {
  const records = await consumer.poll({ timeoutMs: 500 });
  await handleAll([...records], handling);
  return records.count > 0;
}

async function run(
  consumer: KafkaConsumer,
  handling: Handling,
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
        await handle(record, handling);
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
