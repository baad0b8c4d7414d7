import { checkArgumentCount, OffsetOutOfRangeError, StateError, wrongArgument } from '@k/wire';
import { SimpleConsumer } from './simple-consumer.ts';

/** Of one context: where it began, and by partition how far it has got. */
interface Entered {
  readonly initialOffsets: ReadonlyMap<number, number>;
  readonly highWaterMark: Map<number, number>;
}

/**
 * kafka-python's commit or rollback around a `SimpleConsumer` with `autoCommit: false`: what is read is marked when it is
 * dealt with. At the end what is marked is committed, and the consumer goes back to what is not. `run()` is its `with`:
 *
 *     await new OffsetCommitContext(consumer).run(async (context) => { … context.mark(partition, offset); });
 *
 * Or `await using context = await new OffsetCommitContext(consumer).enter()`, with `await context.commit()` at the end of the
 * block: without that it is rolled back, since nobody is told there whether the block has failed.
 */
export class OffsetCommitContext implements AsyncDisposable {
  readonly consumer: SimpleConsumer<boolean>;
  #entered: Entered | undefined;

  constructor(consumer: SimpleConsumer<boolean>) {
    if (!(consumer instanceof SimpleConsumer)) {
      throw wrongArgument('OffsetCommitContext', 'consumer', 'a SimpleConsumer', consumer);
    }
    this.consumer = consumer;
  }

  /** Whether anything is marked. */
  get isMarked(): boolean {
    return (this.#entered?.highWaterMark.size ?? 0) > 0;
  }

  /** By partition, the offset that a commit goes to: behind the highest that was marked. */
  get highWaterMark(): ReadonlyMap<number, number> {
    return new Map(this.#entered?.highWaterMark);
  }

  /** Begins: where the consumer is now is where a rollback goes. */
  async enter(): Promise<this> {
    checkArgumentCount('OffsetCommitContext: enter()', 0, arguments.length);
    await this.consumer.start();
    this.#entered = { initialOffsets: this.consumer.offsets, highWaterMark: new Map() };
    return this;
  }

  /**
   * Begins, does the work, and commits what is marked; or rolls back when the work fails, and fails like it. When it fails
   * with an OffsetOutOfRangeError, a beginning is found, and that is no failure.
   * @returns what the work returned; undefined after an OffsetOutOfRangeError
   */
  async run<T>(work: (context: this) => T | Promise<T>): Promise<T | undefined> {
    checkArgumentCount('OffsetCommitContext: run()', 1, arguments.length);
    if (typeof work !== 'function') throw wrongArgument('OffsetCommitContext: run()', 'work', 'a function', work);
    await this.enter();
    let result: T;
    try {
      result = await work(this);
    } catch (error) {
      if (error instanceof OffsetOutOfRangeError) {
        await this.#leave(() => this.handleOutOfRange(error.context.partition));
        return undefined;
      }
      return this.#leave(async () => {
        await this.rollback();
        throw error;
      });
    }
    await this.commit();
    return result;
  }

  /** The message at this offset is dealt with, and so are all before it. */
  mark(partition: number, offset: number): void {
    checkArgumentCount('OffsetCommitContext: mark()', 2, arguments.length);
    const { highWaterMark } = this.#inside('mark()');
    highWaterMark.set(partition, Math.max(offset + 1, highWaterMark.get(partition) ?? 0));
  }

  /**
   * Commits what is marked, and goes there; where nothing is marked the consumer goes back to where it was.
   * @throws as `commitPartitionOffsets()`: then it is rolled back
   */
  async commit(): Promise<void> {
    checkArgumentCount('OffsetCommitContext: commit()', 0, arguments.length);
    const { initialOffsets, highWaterMark } = this.#inside('commit()');
    await this.#leave(async () => {
      try {
        if (highWaterMark.size > 0) await this.commitPartitionOffsets(highWaterMark);
      } catch (error) {
        await this.updateConsumerOffsets(initialOffsets);
        throw error;
      }
      await this.updateConsumerOffsets(new Map([...initialOffsets, ...highWaterMark]));
    });
  }

  /** Goes back to where the consumer was. */
  async rollback(): Promise<void> {
    checkArgumentCount('OffsetCommitContext: rollback()', 0, arguments.length);
    const { initialOffsets } = this.#inside('rollback()');
    await this.#leave(() => this.updateConsumerOffsets(initialOffsets));
  }

  /** Commits these offsets, by partition. @throws as {@link SimpleClient.sendOffsetCommitRequest}; StateError without a group */
  async commitPartitionOffsets(partitionOffsets: ReadonlyMap<number, number>): Promise<void> {
    checkArgumentCount('OffsetCommitContext: commitPartitionOffsets()', 1, arguments.length);
    await this.consumer.commitOffsets(partitionOffsets);
  }

  /** Has the consumer go to these offsets, by partition. */
  async updateConsumerOffsets(partitionOffsets: ReadonlyMap<number, number>): Promise<void> {
    checkArgumentCount('OffsetCommitContext: updateConsumerOffsets()', 1, arguments.length);
    await this.consumer.rewind(partitionOffsets);
  }

  /**
   * The consumer is outside of a log: goes to where that begins, and in other partitions back to where it was.
   * @param partition - left out: goes to the beginning of all of them
   */
  async handleOutOfRange(partition?: number): Promise<void> {
    checkArgumentCount('OffsetCommitContext: handleOutOfRange()', 1, arguments.length);
    if (partition !== undefined && this.#entered !== undefined) {
      const { initialOffsets } = this.#entered;
      await this.updateConsumerOffsets(new Map([...initialOffsets].filter(([other]) => other !== partition)));
    }
    await this.consumer.seek(0, 0, partition ?? null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#entered !== undefined) await this.rollback();
  }

  #inside(call: string): Entered {
    const entered = this.#entered;
    if (entered === undefined)
      throw new StateError(`OffsetCommitContext: ${call} outside of run(): call enter() first`);
    return entered;
  }

  async #leave<T>(how: () => Promise<T>): Promise<T> {
    try {
      return await how();
    } finally {
      this.#entered = undefined;
    }
  }
}
