import type { KafkaConsumer } from '@k/consumer';
import type { KafkaProducer } from '@k/producer';
import { Lab } from '../lab.ts';

/** As many of them are kept. */
const LAST = 20;

/** A lab whose broker is killed: its clients are full of warnings, which are of interest only when something fails. */
export class KilledLab extends Lab {
  readonly #warnings: string[] = [];

  /** The last ones, with the time of each. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  override producer(...args: Parameters<Lab['producer']>): KafkaProducer {
    const producer = super.producer(...args);
    producer.on('warning', this.#keep);
    return producer;
  }

  override consumer(...args: Parameters<Lab['consumer']>): KafkaConsumer {
    const consumer = super.consumer(...args);
    consumer.on('warning', this.#keep);
    return consumer;
  }

  readonly #keep = ({ message }: Error): void => {
    this.#warnings.push(`${new Date().toISOString()} ${message}`);
    if (this.#warnings.length > LAST) this.#warnings.shift();
  };
}
