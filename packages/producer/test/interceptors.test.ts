import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from '@k/testing';
import { ErrorCode, Produce } from '@k/wire';
import { KafkaProducer, type ProducerInterceptor, SendManyError } from '../src/index.ts';
import { InterceptedSender, type RecordSender } from '../src/interceptors.ts';
import { storedValues } from './support/stored.ts';

async function stage(interceptors: readonly ProducerInterceptor[]) {
  const world = await World.create({}, 3);
  const { runtime, broker, run } = world;
  broker.createTopic('t', { partitions: 2 });
  broker.createTopic('other', { partitions: 1 });
  const producer = new KafkaProducer({
    runtime,
    interceptors,
    bootstrapServers: broker.bootstrapServers,
  });
  const errors: string[] = [];
  producer.on('interceptorError', ({ message }) => errors.push(message));
  return {
    run,
    broker,
    producer,
    errors,
    async [Symbol.asyncDispose](): Promise<void> {
      await run(producer.close().catch(() => undefined));
      await world.close();
    },
  };
}

const to = (value: string, partition = 0) => ({ topic: 't', partition, value });

test('onSend: each interceptor gets what the one before made of the record, and what the last gives is sent', async () => {
  const seen: unknown[] = [];
  await using world = await stage([
    { onSend: (record) => ({ ...record, value: `${String(record.value)}1` }) },
    { onSend: ({ value }) => void seen.push(value) },
    { onSend: (record) => ({ ...record, topic: 'other', value: `${String(record.value)}2` }) },
  ]);
  const { topic } = await world.run(world.producer.send(to('a')));
  await world.run(world.producer.sendMany([to('b'), to('c')]));
  assert.equal(topic, 'other');
  assert.deepEqual(seen, ['a1', 'b1', 'c1']);
  assert.deepEqual(storedValues(world.broker, 'other'), ['a12', 'b12', 'c12']);
});

test('onAcknowledgement: is told of every record once, where it is or why not, before its promise goes on', async () => {
  const told: string[] = [];
  await using world = await stage([
    { onSend: (record) => ({ ...record, headers: [{ key: 'h', value: 'v' }] }) },
    {
      onAcknowledgement: ({ record, metadata, error }) => {
        const headers = Array.isArray(record.headers) ? record.headers.length : 0;
        told.push(`${String(record.value)} ${headers} ${metadata?.offset ?? error?.name ?? '?'}`);
      },
    },
  ]);
  const { run, producer, broker } = world;
  await run(producer.send(to('a')).then(() => told.push('settled')));
  await run(producer.sendMany([to('b'), to('c')]).then(() => told.push('settled')));
  assert.deepEqual(told.splice(0), ['a 1 0', 'settled', 'b 1 1', 'c 1 2', 'settled']);
  const refusal = broker.control(Produce, ({ topicData }) => ({
    responses: topicData.map(({ name, topicId, partitionData }) => ({
      name,
      topicId,
      partitionResponses: partitionData.map(({ index }) => ({
        index,
        errorCode: index === 1 ? ErrorCode.INVALID_RECORD : 0,
        baseOffset: 7n,
      })),
    })),
  }));
  await assert.rejects(run(producer.send(to('d', 1))), { name: 'InvalidRecordError' });
  await assert.rejects(run(producer.sendMany([to('e'), to('f', 1)])), SendManyError);
  refusal.remove();
  assert.deepEqual(told, ['d 1 InvalidRecordError', 'e 1 7', 'f 1 InvalidRecordError']);
});

test('what an interceptor throws, or gives that is no record, is told by interceptorError and breaks nothing', async () => {
  const fail = (what: string): never => {
    throw new Error(`${what} is broken`);
  };
  await using world = await stage([
    { onSend: () => fail('onSend'), onAcknowledgement: () => fail('onAcknowledgement') },
    { onSend: () => 5 as never },
    { onSend: (() => Promise.resolve(to('late'))) as never },
    { onSend: (record) => ({ ...record, value: `${String(record.value)}!` }) },
  ]);
  const { run, producer } = world;
  assert.equal((await run(producer.send(to('a')))).offset, 0);
  await run(producer.sendMany([to('b')]));
  assert.deepEqual(storedValues(world.broker, 't'), ['a!', 'b!']);
  for (const expected of [/^onSend is broken/, /^onAcknowledgement is broken/, /a record, or undefined, got 5/]) {
    assert.equal(world.errors.filter((message) => expected.test(message)).length, 2, String(expected));
  }
  assert.equal(world.errors.filter((message) => /a record, or undefined/.test(message)).length, 4);
});

test('what is no record is refused as ever, and what is no interceptor by name', async () => {
  await using world = await stage([{ onSend: (record) => record }]);
  await assert.rejects(world.run(world.producer.send(7 as never)), { name: 'ConfigError' });
  assert.throws(
    () => new KafkaProducer({ bootstrapServers: 'a:1', interceptors: [{}] }),
    /"interceptors\.?\[?0.*expected \{ onSend, onAcknowledgement \}/,
  );
});

test('who hears of no outcome leaves the promises alone: a failure that nobody looks at stays one', () => {
  let looks = 0;
  const promise = Object.assign(Promise.resolve([]), {
    then: () => {
      looks++;
    },
  });
  const next = { send: () => promise, sendMany: () => promise } as unknown as RecordSender;
  const record = { topic: 't', value: 'x' };
  for (const [interceptor, expected] of [
    [{ onSend: () => record }, 0],
    [{ onAcknowledgement: () => undefined }, 2],
  ] as const) {
    const sender = new InterceptedSender(next, [interceptor], assert.ifError);
    assert.equal(sender.send(record), promise);
    assert.equal(sender.sendMany([record]), promise);
    assert.equal(looks, expected);
  }
});
