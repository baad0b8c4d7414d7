import assert from 'node:assert/strict';
import { tracingChannel } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { World } from '@k/testing';
import { KafkaProducer, type ProducerSendTrace } from '../src/index.ts';
import { storedBatches } from './support/stored.ts';

const SEND = '@k/producer:send';

test('a subscriber of the tracing channel sees each call, and may put a trace into its headers', async () => {
  await using world = await World.create({}, 3);
  const { runtime, broker, run } = world;
  broker.createTopic('t', { partitions: 1 });
  await using producer = new KafkaProducer({ runtime, bootstrapServers: broker.bootstrapServers, clientId: 'me' });
  const channel = tracingChannel<typeof SEND, ProducerSendTrace>(SEND);
  const events: string[] = [];
  const say = (event: string, { clientId, records, result, error }: ProducerSendTrace): void => {
    const offsets = [result ?? []].flat().map((it) => it.offset);
    const what = error === undefined ? offsets.join() : (error as Error).name;
    events.push(`${event} ${String(clientId)} ${records.map(({ value }) => String(value)).join()} ${what}`);
  };
  const subscriber = {
    start: (trace: ProducerSendTrace) => {
      trace.records = trace.records.map((record) => ({ ...record, headers: { traceparent: '00-1' } }));
      say('start', trace);
    },
    end: (trace: ProducerSendTrace) => say('end', trace),
    asyncStart: (trace: ProducerSendTrace) => say('asyncStart', trace),
    asyncEnd: (trace: ProducerSendTrace) => say('asyncEnd', trace),
    error: (trace: ProducerSendTrace) => say('error', trace),
  };
  await run(producer.send({ topic: 't', value: 'untraced' }));
  channel.subscribe(subscriber);
  try {
    await run(producer.send({ topic: 't', value: 'a' }));
    await run(
      producer.sendMany([
        { topic: 't', value: 'b' },
        { topic: 't', value: 'c' },
      ]),
    );
    const { signal } = new AbortController();
    await run(producer.send({ topic: 't', value: 'd' }, { signal }));
    const wrong = { topic: 't', value: 'e', timestamp: -7 };
    await assert.rejects(run(producer.send(wrong)), { name: 'SerializationError' });
  } finally {
    channel.unsubscribe(subscriber);
  }
  await run(producer.send({ topic: 't', value: 'untraced' }));
  assert.deepEqual(events, [
    'start me a ',
    'end me a ',
    'asyncStart me a 1',
    'asyncEnd me a 1',
    'start me b,c ',
    'end me b,c ',
    'asyncStart me b,c 2,3',
    'asyncEnd me b,c 2,3',
    'start me d ',
    'end me d ',
    'asyncStart me d 4',
    'asyncEnd me d 4',
    'start me e ',
    'end me e ',
    'error me e SerializationError',
    'asyncStart me e SerializationError',
    'asyncEnd me e SerializationError',
  ]);
  const headers = storedBatches(broker, 't').flatMap((batch) =>
    [...batch].map((record) => record.headers.map(({ key, value }) => `${key}=${String(value)}`).join()),
  );
  assert.deepEqual(headers, ['', ...Array.from({ length: 4 }, () => 'traceparent=00-1'), '']);
  await run(producer.close());
});
