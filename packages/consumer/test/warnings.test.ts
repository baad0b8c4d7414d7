import assert from 'node:assert/strict';
import { it } from 'node:test';
import { VirtualClock } from '@k/runtime';
import { simulation } from '@k/testing';
import { ErrorCode, errorFor } from '@k/wire';
import { KafkaConsumer } from '../src/index.ts';
import { Warnings } from '../src/warnings.ts';

it('a warning with the same root is told again after a minute, whatever words are around it', async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  const warnings = new Warnings(clock, ({ message }) => told.push(message));
  const root = new Error('refused');
  warnings.add(new Error('one', { cause: root }));
  warnings.add(new Error('two', { cause: new Error('between', { cause: root }) }));
  warnings.add(new Error('another'));
  assert.deepEqual(told, ['one', 'another']);
  await clock.advance(59_999);
  warnings.add(new Error('three', { cause: root }));
  assert.deepEqual(told, ['one', 'another']);
  await clock.advance(1);
  warnings.add(new Error('four', { cause: root }));
  warnings.add(new Error('five', { cause: root }));
  assert.deepEqual(told, ['one', 'another', 'four']);
});

it('what a broker says of one partition after the other is told once for a topic and a cause', () => {
  const told: string[] = [];
  const warnings = new Warnings(new VirtualClock(), ({ message }) => told.push(message.replace(/: .*/, '')));
  const { NOT_LEADER_OR_FOLLOWER, LEADER_NOT_AVAILABLE } = ErrorCode;
  for (const [topic, code] of [
    ['t', NOT_LEADER_OR_FOLLOWER],
    ['u', NOT_LEADER_OR_FOLLOWER],
    ['t', LEADER_NOT_AVAILABLE],
  ] as const)
    // prettier-ignore
    for (let partition = 0; partition < 1_000; partition++) {
      const cause = errorFor(code, { api: 'Fetch', topic, partition });
      warnings.add(partition % 2 === 0 ? cause : new Error('around it', { cause }));
    }
  assert.deepEqual(told, [
    'NOT_LEADER_OR_FOLLOWER (Fetch, t-0)',
    'NOT_LEADER_OR_FOLLOWER (Fetch, u-0)',
    'LEADER_NOT_AVAILABLE (Fetch, t-0)',
  ]);
});

it('a consumer that nobody listens to warns the process', async () => {
  const told: Error[] = [];
  const tell = (warning: Error): void => void told.push(warning);
  process.on('warning', tell);
  const runtime = simulation(7);
  const { clock } = runtime;
  const options = { bootstrapServers: 'broker:9092', groupId: 'g', runtime };
  const consumers = [new KafkaConsumer(options), new KafkaConsumer(options)];
  consumers[1]?.on('warning', () => undefined);
  try {
    for (const consumer of consumers) consumer.subscribe('t');
    await clock.advance(10_000);
    await new Promise(setImmediate);
    assert.ok(told.length > 0 && new Set(told.map(({ message }) => message)).size === told.length, told.join('\n'));
    for (const { name, message } of told) {
      assert.equal(name, 'KafkaWarning');
      assert.match(message, /^KafkaConsumer: .*ECONNREFUSED/);
    }
    await clock.runUntil(Promise.all(consumers.map((consumer) => consumer.close({ timeoutMs: 0 }))));
  } finally {
    process.off('warning', tell);
  }
});
