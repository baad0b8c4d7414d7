import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBroker, MemoryNetwork, seededRandom, VirtualClock, type BrokerOptions } from '@k/broker';
import { readBatches } from '@k/codec';
import { KafkaProducer, type KafkaProducerOptions } from '../src/index.ts';

/** A broker of two nodes and a producer under a virtual clock, and a topic led by node 1 with a leader epoch above 0. */
async function world(broker: BrokerOptions = {}, options: Partial<KafkaProducerOptions> = {}) {
  const clock = new VirtualClock();
  const random = seededRandom(3);
  const runtime = { clock, random, network: new MemoryNetwork({ clock, random }) };
  const kafka = await clock.runUntil(createBroker({ nodes: 2, ...runtime, ...broker }));
  kafka.createTopic('t', { assignment: [[0, 1]] });
  kafka.moveLeader('t', 0, 1);
  const producer = new KafkaProducer({ bootstrapServers: kafka.bootstrapServers, runtime, ...options });
  return {
    clock,
    kafka,
    producer,
    send: (value: string) => producer.send({ topic: 't', partition: 0, value }),
    /** At once, as it is for a client that asks for nothing in between. */
    makeAgain: (leader: number): void => {
      kafka.deleteTopic('t');
      kafka.createTopic('t', { assignment: [[leader, 1 - leader]] });
    },
    values: (): string[] =>
      [...kafka.log('t', 0).batches()].flatMap(({ bytes }) =>
        [...readBatches(bytes)].flatMap((batch) => [...batch].map(({ value }) => String(value))),
      ),
    close: async (): Promise<void> => {
      await clock.runUntil(producer.close());
      await clock.runUntil(kafka.close());
    },
  };
}

for (const enableIdempotence of [true, false]) {
  test(`a topic made again without topic ids is written to, though its leader epoch went back (idempotence ${enableIdempotence})`, async () => {
    const { clock, send, makeAgain, values, close } = await world({ asVersion: '2.4' }, { enableIdempotence });
    await clock.runUntil(send('old'));
    makeAgain(0);
    const startedAt = clock.monotonic();
    const sent = await clock.runUntil(Promise.all([send('a'), send('b')]));
    assert.deepEqual(
      sent.map(({ offset }) => offset),
      [0, 1],
    );
    assert.ok(clock.monotonic() - startedAt < 1_000, 'the known leader’s word is enough');
    await clock.runUntil(send('c'));
    assert.deepEqual(values(), ['a', 'b', 'c']);
    await close();
  });
}
