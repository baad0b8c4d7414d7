import { KafkaProducer, type ProducerRecord } from '@k/producer';
import { messageOf } from '@k/wire';
import type { ProducerSpec } from '../scenario/producer-spec.ts';
import { MemoryWatch } from './memory.ts';
import { outcomeOf } from './outcome.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

const KEYS = 5;

export function runProducer(incarnation: Incarnation, spec: ProducerSpec): Running {
  const { world, process, name, chance } = incarnation;
  const { recorder } = world;
  const producer = new KafkaProducer({
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
    recorder.note(name, `warning: ${error.message}`);
  });
  const memory = new MemoryWatch(world, name);
  const load = { isOver: false };
  let count = 0;
  const open = new Set<string>();
  const send = (): void => {
    const id = `${name}-${String(++count)}`;
    const record = recordOf(incarnation, spec, id);
    recorder.write({
      type: 'sent',
      producer: name,
      id,
      topic: record.topic,
      key: record.key ?? null,
      ...(record.partition === undefined ? {} : { partition: record.partition }),
      idempotent: spec.idempotent,
      acks: spec.acks,
    });
    open.add(id);
    producer.send(record).then(
      ({ partition, offset }) => {
        open.delete(id);
        recorder.write({ type: 'acked', id, partition, offset });
      },
      (error: unknown) => {
        open.delete(id);
        recorder.write({ type: 'failed', id, error: messageOf(error), outcome: outcomeOf(error) });
      },
    );
  };
  const loop = (async () => {
    while (!load.isOver) {
      for (let left = chance.between(1, spec.burst); left > 0; left--) send();
      memory.producer(producer.metrics(), spec.batchSize);
      await pause(incarnation, chance.between(1, spec.everyMs));
    }
  })();
  return {
    async finish() {
      load.isOver = true;
      await loop;
      await producer.flush();
    },
    behind: () => (open.size === 0 ? undefined : `${name}: ${String(open.size)} records have no outcome`),
    close: () => producer.close(),
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
