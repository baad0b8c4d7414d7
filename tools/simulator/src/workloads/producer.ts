import { KafkaProducer, type ProducerRecord } from '@k/producer';
import { messageOf } from '@k/wire';
import type { ProducerSpec } from '../scenario/producer-spec.ts';
import { MemoryWatch } from './memory.ts';
import { outcomeOf } from './outcome.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

const KEYS = 5;

export function runProducer(incarnation: Incarnation, spec: ProducerSpec): Running {
  const { name, chance } = incarnation;
  const load = { isOver: false };
  let life = new ProducerLife(incarnation, spec, nameOf(1));
  let count = 0;
  function nameOf(number: number): string {
    return spec.bursts === undefined ? name : `${name}/${String(number)}`;
  }
  const loop = (async () => {
    for (let bursts = 1; !load.isOver; bursts++) {
      for (let left = chance.between(1, spec.burst); left > 0; left--) life.send(`${name}-${String(++count)}`);
      life.look();
      await pause(incarnation, chance.between(1, spec.everyMs));
      if (spec.bursts === undefined || bursts % spec.bursts !== 0) continue;
      await life.finish();
      await life.close();
      life = new ProducerLife(incarnation, spec, nameOf(bursts / spec.bursts + 1));
    }
  })();
  return {
    async finish() {
      load.isOver = true;
      await loop;
      await life.finish();
    },
    behind: () => life.behind(),
    close: () => life.close(),
  };
}

interface TextRecord extends ProducerRecord<string, string> {
  readonly key?: string | null;
  readonly partition?: number;
}

function recordOf({ world, chance }: Incarnation, spec: ProducerSpec, id: string): TextRecord {
  const topic = chance.pick(spec.topics);
  const key = chance.is(0.7) ? `k${String(chance.below(KEYS))}` : null;
  // As many as there were in the beginning: how many there are by now is the client's affair.
  const partitions = world.scenario.topics.find(({ name }) => name === topic)?.partitions ?? 1;
  const chosen = key === null && chance.is(0.3) ? { partition: chance.below(partitions) } : {};
  const padding = 'x'.repeat(chance.is(0.05) ? chance.below(2_000) : chance.below(50));
  const headers = spec.headers ? { headers: { padding } } : {};
  return { topic, key, value: id, ...headers, ...chosen };
}

/** One producer, and what it was given. */
class ProducerLife {
  readonly #incarnation: Incarnation;
  readonly #spec: ProducerSpec;
  readonly #name: string;
  readonly #producer: KafkaProducer<string, string>;
  readonly #open = new Set<string>();
  readonly #memory: MemoryWatch;

  constructor(incarnation: Incarnation, spec: ProducerSpec, name: string) {
    this.#incarnation = incarnation;
    this.#spec = spec;
    this.#name = name;
    this.#producer = newProducer(incarnation, spec, name);
    this.#memory = new MemoryWatch(incarnation.world, name);
  }

  send(id: string): void {
    const { recorder } = this.#incarnation.world;
    const record = recordOf(this.#incarnation, this.#spec, id);
    const { topic, key = null, partition } = record;
    recorder.write({
      type: 'sent',
      producer: this.#name,
      id,
      topic,
      key,
      ...(partition === undefined ? {} : { partition }),
      idempotent: this.#spec.idempotent,
      acks: this.#spec.acks,
    });
    this.#open.add(id);
    this.#producer.send(record).then(
      ({ partition, offset }) => {
        this.#open.delete(id);
        recorder.write({ type: 'acked', id, partition, offset });
      },
      (error: unknown) => {
        this.#open.delete(id);
        recorder.write({ type: 'failed', id, error: messageOf(error), outcome: outcomeOf(error) });
      },
    );
  }

  /** Whether it keeps to its budget. */
  look(): void {
    this.#memory.producer(this.#producer.metrics(), this.#spec.batchSize);
  }

  /** Resolves when everything has its outcome. */
  async finish(): Promise<void> {
    await this.#producer.flush();
  }

  behind(): string | undefined {
    return this.#open.size === 0 ? undefined : `${this.#name}: ${String(this.#open.size)} records have no outcome`;
  }

  close(): Promise<void> {
    return this.#producer.close();
  }
}

function newProducer({ world, process }: Incarnation, spec: ProducerSpec, name: string): KafkaProducer<string, string> {
  const producer = new KafkaProducer<string, string>({
    bootstrapServers: world.bootstrapServers,
    runtime: process,
    clientId: name,
    acks: spec.acks,
    enableIdempotence: spec.idempotent,
    compressionType: spec.compression,
    // Another thread is done when it likes.
    compressionThreadBytes: Infinity,
    lingerMs: spec.lingerMs,
    batchSize: spec.batchSize,
    requestTimeoutMs: spec.requestTimeoutMs,
    deliveryTimeoutMs: spec.deliveryTimeoutMs,
    maxBlockMs: spec.deliveryTimeoutMs,
    metadataMaxAgeMs: spec.metadataMaxAgeMs,
    maxInFlightRequestsPerConnection: spec.maxInFlight,
    ...(spec.bufferMemory === undefined ? {} : { bufferMemory: spec.bufferMemory }),
  });
  producer.on('warning', (error) => {
    world.recorder.note(name, `warning: ${error.message}`);
  });
  return producer;
}
