import type { Broker, BrokerEvent } from '@k/broker';
import type { Recorder } from './recorder.ts';

type LostEvent = Extract<BrokerEvent, { type: 'recordsLost' }>;

/**
 * Writes down what is lost with leaders. Nobody but a producer with acks 1 or 0 misses what was not readable yet; the rest
 * counts only where nobody else had it in sync, and its node comes back without what it had not flushed.
 */
export class Losses {
  readonly #broker: Broker;
  readonly #recorder: Recorder;
  /** Partitions of nodes that are coming back. */
  readonly #unflushed = new Set<string>();

  constructor(broker: Broker, recorder: Recorder) {
    this.#broker = broker;
    this.#recorder = recorder;
    broker.observe((event) => {
      if (event.type === 'recordsLost') this.#tell(event);
    });
  }

  /** Starts a node that died with what it had not flushed. */
  async comeBack(node: number): Promise<void> {
    const alone = this.#aloneAt(node);
    for (const place of alone) this.#unflushed.add(place);
    await this.#broker.start(node);
    for (const place of alone) this.#unflushed.delete(place);
  }

  /** Partitions that nobody else has in sync. */
  #aloneAt(node: number): string[] {
    return this.#broker.topicNames.flatMap((topic) =>
      (this.#broker.topic(topic)?.partitions ?? [])
        .filter(({ replicas, isr }) => replicas.includes(node) && isr.every((id) => id === node))
        .map(({ partition }) => `${topic}-${String(partition)}`),
    );
  }

  #tell({ topic, partition, from, to, highWatermark }: LostEvent): void {
    const readable = Math.min(to, highWatermark);
    const taken = { type: 'taken', topic, partition } as const;
    if (to > highWatermark) {
      this.#recorder.write({ ...taken, from: Math.max(from, highWatermark), to, why: 'another leader' });
    }
    if (from < readable && this.#unflushed.has(`${topic}-${String(partition)}`)) {
      this.#recorder.write({ ...taken, from, to: readable, why: 'not flushed' });
    }
  }
}
