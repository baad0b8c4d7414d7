import { KafkaProducer, TransactionError, type ProducerRecord, type ProducerTransaction } from '@k/producer';
import type { SentEvent, TransactionEvent } from '@k/tool-history';
import { messageOf, TimeoutError } from '@k/wire';
import type { TransactionalSettings } from '../scenario/transaction-specs.ts';
import { outcomeOf } from './outcome.ts';
import type { Incarnation } from './workload.ts';

/** What a transaction sends by: `transaction()` gives one, and a producer is one. */
export interface Sender {
  send: ProducerTransaction<string, string>['send'];
  sendOffsets: ProducerTransaction<string, string>['sendOffsets'];
}

/** The program itself gives a transaction up. */
export class GivenUp extends Error {}

export type Work = (sender: Sender) => Promise<void>;

/** How a transaction ended; `over`: so has its producer, and nobody knows. `none`: it did not begin. */
export type End = 'committed' | 'aborted' | 'over' | 'none';

export function newTransactionalProducer(
  { world, process, name }: Incarnation,
  spec: TransactionalSettings,
): KafkaProducer<string, string> {
  const producer = new KafkaProducer<string, string>({
    bootstrapServers: world.bootstrapServers,
    runtime: process,
    clientId: name,
    transactionalId: spec.transactionalId,
    transactionTimeoutMs: spec.transactionTimeoutMs,
    requestTimeoutMs: spec.requestTimeoutMs,
    deliveryTimeoutMs: spec.deliveryTimeoutMs,
    maxBlockMs: spec.deliveryTimeoutMs,
    // Another thread is done when it likes.
    compressionThreadBytes: Infinity,
  });
  producer.on('warning', (error) => {
    world.recorder.note(name, `warning: ${error.message}`);
  });
  return producer;
}

/** A transaction as it is written down. */
export class TransactionRun {
  readonly #incarnation: Incarnation;
  readonly #producer: KafkaProducer<string, string>;
  /** Names the client. */
  readonly #client: string;
  readonly #name: string;
  #hasBegun = false;
  #isCommitting = false;
  #isAborting = false;
  #hasEnded = false;

  constructor(incarnation: Incarnation, producer: KafkaProducer<string, string>, client: string, name: string) {
    this.#incarnation = incarnation;
    this.#producer = producer;
    this.#client = client;
    this.#name = name;
  }

  tell(phase: TransactionEvent['phase'], offsets?: TransactionEvent['offsets']): void {
    this.#hasEnded ||= phase === 'committed' || phase === 'aborted' || phase === 'unknown';
    this.#incarnation.world.recorder.write({
      type: 'transaction',
      transaction: this.#name,
      producer: this.#client,
      phase,
      ...(offsets === undefined ? {} : { offsets }),
    });
  }

  /** Something of it was not stored, so that it cannot be committed. */
  #failed(): void {
    if (this.#isAborting || this.#hasEnded) return;
    this.#isAborting = true;
    this.tell('aborting');
  }

  /** Sends a record, and writes down what becomes of it. */
  send(sender: Sender, record: ProducerRecord<string, string>, input?: SentEvent['input']): void {
    const { recorder } = this.#incarnation.world;
    const id = record.value ?? '';
    const { topic, key = null } = record;
    recorder.write({
      type: 'sent',
      producer: this.#client,
      id,
      topic,
      key,
      transaction: this.#name,
      idempotent: true,
      ...(input === undefined ? {} : { input }),
    });
    sender.send(record).then(
      ({ partition, offset }) => {
        recorder.write({ type: 'acked', id, partition, offset });
      },
      (error: unknown) => {
        // A group that has shared out anew refuses the offsets, and the records come again.
        if (input !== undefined) this.#failed();
        recorder.write({ type: 'failed', id, error: messageOf(error), outcome: outcomeOf(error) });
      },
    );
  }

  /** From its beginning to its end, either way. */
  async run(style: TransactionalSettings['style'], work: Work): Promise<End> {
    try {
      await (style === 'function' ? this.#byFunction(work) : this.#byCalls(work));
    } catch (error) {
      return await this.#afterError(error, style);
    }
    this.tell('committed');
    return 'committed';
  }

  async #byFunction(work: Work): Promise<void> {
    await this.#producer.transaction(async (transaction) => {
      this.#begun();
      await work(transaction);
      this.#committing();
    });
  }

  async #byCalls(work: Work): Promise<void> {
    const producer = this.#producer;
    await producer.beginTransaction();
    this.#begun();
    await work({
      send: (record) => producer.send(record),
      sendOffsets: (group, offsets) => producer.sendOffsetsToTransaction(offsets, group),
    });
    this.#committing();
    await producer.commitTransaction();
  }

  #begun(): void {
    this.#hasBegun = true;
    this.tell('begun');
  }

  #committing(): void {
    this.#isCommitting = true;
    this.tell('committing');
  }

  async #afterError(error: unknown, style: TransactionalSettings['style']): Promise<End> {
    const { recorder } = this.#incarnation.world;
    recorder.note(this.#client, `transaction ${this.#name}: ${String(error)}`);
    const isOver = error instanceof TransactionError && error.kind !== 'abortable';
    if (!this.#hasBegun) return isOver ? 'over' : 'none';
    // Nobody knows how it ends, or whether: who comes next ends it.
    if (isOver || (this.#isCommitting && error instanceof TimeoutError)) return this.#unknown();
    if (!this.#isAborting) this.tell('aborting');
    try {
      // transaction() has done it.
      if (style === 'calls') await this.#producer.abortTransaction();
    } catch (abortError) {
      recorder.note(this.#client, `transaction ${this.#name}: its abort: ${String(abortError)}`);
      return this.#unknown();
    }
    this.tell('aborted');
    return 'aborted';
  }

  #unknown(): End {
    this.tell('unknown');
    return 'over';
  }
}
