import type { KafkaConsumer } from '@k/consumer';
import { generationOf, type HistoryWriter } from './history-writer.ts';

/** A member of a group that writes down what it is told and given. It has finished with records when it asks for more. */
export class GroupReader {
  readonly #name: string;
  readonly #group: string;
  readonly #consumer: KafkaConsumer;
  readonly #history: HistoryWriter;
  readonly #inHand: { readonly topic: string; readonly partition: number; readonly offset: number }[] = [];

  constructor(name: string, group: string, consumer: KafkaConsumer, history: HistoryWriter) {
    this.#name = name;
    this.#group = group;
    this.#consumer = consumer;
    this.#history = history;
    consumer.on('committed', (offsets) => {
      for (const each of offsets) history.write({ type: 'committed', ...this.#who(), ...each });
    });
    consumer.on('truncated', ({ topic, partition, divergentOffset: to }) => {
      history.write({ type: 'jumped', reader: name, topic, partition, to, why: 'truncated' });
    });
  }

  #who(): { group: string; member: string; generation: number } {
    return { group: this.#group, member: this.#name, generation: generationOf(this.#consumer) };
  }

  subscribe(topics: string[]): void {
    const tell = (type: 'assigned' | 'revoked' | 'lost') => (list: readonly { topic: string; partition: number }[]) => {
      const partitions = list.map(({ topic, partition }) => ({ topic, partition }));
      this.#history.write({ type, ...this.#who(), partitions });
    };
    this.#consumer.subscribe({
      topics,
      listener: {
        onPartitionsAssigned: tell('assigned'),
        onPartitionsRevoked: tell('revoked'),
        onPartitionsLost: tell('lost'),
      },
    });
  }

  /** One poll. @returns the values */
  async poll(timeoutMs: number): Promise<string[]> {
    for (const each of this.#inHand.splice(0)) {
      this.#history.write({ type: 'done', reader: this.#name, group: this.#group, ...each });
    }
    const values: string[] = [];
    for (const { topic, partition, offset, value } of await this.#consumer.poll({ timeoutMs })) {
      const id = value?.toString() ?? null;
      const { group, generation } = this.#who();
      const place = { topic, partition, offset };
      const isolation = 'read_uncommitted';
      this.#history.write({ type: 'delivered', reader: this.#name, group, generation, isolation, id, ...place });
      this.#inHand.push(place);
      if (id !== null) values.push(id);
    }
    return values;
  }
}
