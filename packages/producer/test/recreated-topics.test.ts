import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrokerOptions } from '@k/broker';
import { World } from '@k/testing';
import { ErrorCode, Produce, type ProduceResponse } from '@k/wire';
import { KafkaProducer, type ProducerOptions } from '../src/index.ts';
import { storedValues } from './support/stored.ts';

/** A broker of two nodes and a producer under a virtual clock, and a topic led by node 1 with a leader epoch above 0. */
async function twoNodes(broker: BrokerOptions = {}, options: Omit<ProducerOptions, 'cluster'> = {}) {
  const world = await World.create({ nodes: 2, ...broker }, 3);
  const { clock, network, runtime, broker: kafka } = world;
  kafka.createTopic('t', { assignment: [[0, 1]] });
  kafka.moveLeader('t', 0, 1);
  const producer = new KafkaProducer({ runtime, ...options, bootstrapServers: kafka.bootstrapServers });
  return {
    clock,
    network,
    kafka,
    producer,
    send: (value: string) => producer.send({ topic: 't', partition: 0, value }),
    /** At once, as it is for a client that asks for nothing in between. */
    makeAgain: (leader: number): void => {
      kafka.deleteTopic('t');
      kafka.createTopic('t', { assignment: [[leader, 1 - leader]] });
    },
    values: () => storedValues(kafka, 't'),
    close: async (): Promise<void> => {
      await clock.runUntil(producer.close());
      await world.close();
    },
  };
}

for (const enableIdempotence of [true, false]) {
  test(`a topic made again without topic ids is written to, though its leader epoch went back (idempotence ${enableIdempotence})`, async () => {
    const { clock, send, makeAgain, values, close } = await twoNodes({ asVersion: '2.4' }, { enableIdempotence });
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

/** Node 0 refuses the next batch for want of replicas; whatever comes behind it is stored. */
function refuseNext(kafka: Awaited<ReturnType<typeof twoNodes>>['kafka']): void {
  const refuse = ({ topicData }: { topicData: readonly { name: string; topicId: string }[] }) => ({
    responses: topicData.map(({ name, topicId }) => ({
      name,
      topicId,
      partitionResponses: [{ index: 0, errorCode: ErrorCode.NOT_ENOUGH_REPLICAS }],
    })) as ProduceResponse['responses'],
  });
  kafka.control(Produce, refuse, { times: 1, nodeId: 0 });
}

for (const asVersion of ['2.4', '2.8', '4.3'] as const) {
  test(`${asVersion}: what is sent while a topic is made again is in the new log once, in order`, async () => {
    const { clock, kafka, producer, send, makeAgain, values, close } = await twoNodes(
      { asVersion },
      { batchSize: 200 },
    );
    await clock.runUntil(Promise.all(Array.from({ length: 30 }, (_, i) => send(`old ${i}`))));
    const value = (i: number): string => `${i}`.padStart(60, '.');
    const sent = Array.from({ length: 10 }, (_, i) => send(value(i)));
    makeAgain(0);
    refuseNext(kafka);
    for (let i = 10; i < 40; i++) sent.push(send(value(i)));
    const offsets = (await clock.runUntil(Promise.all(sent))).map(({ offset }) => offset);
    assert.deepEqual(
      values(),
      Array.from({ length: 40 }, (_, i) => value(i)),
    );
    assert.deepEqual(
      offsets,
      Array.from({ length: 40 }, (_, i) => i),
    );
    assert.equal(producer.metrics().epochBumps, 1, 'the new log has a sequence of its own');
    await close();
  });
}

test('what may be in the log of a topic that is gone is in that of the new one, once', async () => {
  const { clock, network, kafka, send, makeAgain, values, close } = await twoNodes();
  await clock.runUntil(send('old'));
  network.setFaults({ latencyMs: 5 });
  const unsure = send('unsure');
  await clock.advance(7); // it has arrived there, its answer has not arrived here
  assert.deepEqual(values(), ['old', 'unsure']);
  network.dropConnections();
  makeAgain(0);
  const next = send('next');
  assert.deepEqual(
    (await clock.runUntil(Promise.all([unsure, next]))).map(({ offset }) => offset),
    [0, 1],
  );
  assert.deepEqual(values(), ['unsure', 'next']);
  assert.equal(kafka.log('t', 0).endOffset, 2);
  await close();
});
