import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withResolvers } from '@k/runtime';
import { SerializationError } from '../src/errors.ts';
import { bench } from './support/core.ts';

interface Item {
  readonly id: number;
  readonly after?: Promise<unknown>;
}

/** Gives a promise for an item that has something to wait for, else text at once. */
const serializer = ({ id, after }: Item): string | Promise<string> =>
  after === undefined ? `${id}` : after.then(() => `${id}`);

const options = { valueSerializer: serializer as never, keySerializer: serializer as never };

test('records of a topic keep the order of their calls behind one whose serializer is late; other topics go on', async () => {
  const { clock, cluster, core } = bench({ ...options }, { topics: { t: 1, other: 1 } });
  await clock.runUntil(Promise.all(['t', 'other'].map((topic) => core.send({ topic, value: { id: 0 } }))));
  const schema = withResolvers();
  const late = core.send({ topic: 't', value: { id: 1, after: schema.promise } });
  const behind = [2, 3].map((id) => core.send({ topic: 't', value: { id } }));
  const many = core.sendMany([4, 5].map((id) => ({ topic: 't', value: { id, after: Promise.resolve() } })));
  await clock.runUntil(core.send({ topic: 'other', value: { id: 1 } }));
  await clock.advance(100);
  assert.deepEqual(cluster.log('t', 0).values, ['0']);
  assert.deepEqual(cluster.log('other', 0).values, ['0', '1']);
  schema.resolve();
  await clock.runUntil(Promise.all([late, ...behind, many]));
  assert.deepEqual(cluster.log('t', 0).values, ['0', '1', '2', '3', '4', '5']);
  await clock.runUntil(core.close(Infinity));
});

test('promises of many records run at the same time, and whoever is ready first waits for its turn', async () => {
  let running = 0;
  let most = 0;
  const { clock, cluster, core } = bench({
    valueSerializer: async (id: number) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => clock.setTimeout(() => resolve(undefined), 100 - id));
      running--;
      return `${id}`;
    },
  });
  const ids = Array.from({ length: 50 }, (_, id) => id);
  const since = clock.monotonic();
  await clock.runUntil(Promise.all(ids.map((value) => core.send({ topic: 't', value }))));
  assert.deepEqual(
    cluster.log('t', 0).values,
    ids.map((id) => `${id}`),
  );
  assert.equal(most, 50);
  assert.ok(clock.monotonic() - since < 300);
  await clock.runUntil(core.close(Infinity));
});

test('each record’s serializers are asked once, however long it waits', async () => {
  const asked: number[] = [];
  const { clock, core } = bench({
    valueSerializer: (id: number) => {
      asked.push(id);
      return Promise.resolve('x'.repeat(600));
    },
    bufferMemory: 2_000,
    batchSize: 700,
  });
  const ids = Array.from({ length: 20 }, (_, id) => id);
  await clock.runUntil(Promise.all(ids.map((value) => core.send({ topic: 't', value }))));
  // The first waited for its topic, and those behind it for their turn, before any serializer had given a promise.
  assert.deepEqual(
    asked.sort((a, b) => a - b),
    ids,
  );
  await clock.runUntil(core.close(Infinity));
});

test('a serializer that rejects, or gives what cannot be written, refuses its record and nothing else', async () => {
  const { clock, cluster, core } = bench({ ...options });
  await clock.runUntil(core.send({ topic: 't', value: { id: 0 } }));
  const gone = new Error('the registry is gone');
  const bad = core.send({ topic: 't', value: { id: 1, after: Promise.reject(gone) } });
  const behindBad = core.send({ topic: 't', key: { id: 7 }, value: { id: 2 } });
  const [refused] = await clock.runUntil(Promise.allSettled([bad, behindBad]));
  assert.ok(refused.status === 'rejected' && refused.reason instanceof SerializationError);
  assert.match(refused.reason.message, /valueSerializer threw: Error: the registry is gone .*topic "t"/);
  assert.equal(refused.reason.cause, gone);
  assert.deepEqual(cluster.log('t', 0).values, ['0', '2']);
  await clock.runUntil(core.close(Infinity));
  const odd = bench({ keySerializer: (() => Promise.resolve(7)) as never });
  const wrong = odd.core.send({ topic: 't', key: 'k', value: 'v' });
  await assert.rejects(odd.clock.runUntil(wrong), { name: 'SerializationError', message: /key.*got 7/ });
  await odd.clock.runUntil(odd.core.close(Infinity));
});

test('a serializer that never settles is given up after maxBlockMs, and the records behind it are sent', async () => {
  const { clock, cluster, core } = bench({ ...options, maxBlockMs: 700 });
  await clock.runUntil(core.send({ topic: 't', value: { id: 0 } }));
  const since = clock.monotonic();
  const stuck = core.send({ topic: 't', value: { id: 1, after: new Promise(() => undefined) } });
  const behind = core.send({ topic: 't', value: { id: 2 } });
  await assert.rejects(clock.runUntil(stuck), {
    name: 'TimeoutError',
    message: /a serializer did not settle within maxBlockMs \(700 ms\).*topic "t"/,
  });
  assert.equal(clock.monotonic() - since, 700);
  await clock.runUntil(behind);
  assert.deepEqual(cluster.log('t', 0).values, ['0', '2']);
  await clock.runUntil(core.close(Infinity));
});

test('flush() and close() wait for late serializers, and an abort lets those behind go', async () => {
  const { clock, cluster, core } = bench({ ...options });
  const schema = withResolvers();
  const controller = new AbortController();
  await clock.runUntil(core.send({ topic: 't', value: { id: 0 } }));
  const aborted = core.send({ topic: 't', value: { id: 1, after: new Promise(() => undefined) } }, controller.signal);
  const late = core.send({ topic: 't', value: { id: 2, after: schema.promise } });
  controller.abort(new Error('enough'));
  await assert.rejects(aborted, /enough/);
  let flushed = false;
  const flush = core.flush().then(() => (flushed = true));
  await clock.advance(1_000);
  assert.equal(flushed, false);
  schema.resolve();
  await clock.runUntil(flush);
  await clock.runUntil(late);
  const last = core.send({ topic: 't', value: { id: 3, after: Promise.resolve() } });
  await clock.runUntil(core.close(Infinity));
  await last;
  assert.deepEqual(cluster.log('t', 0).values, ['0', '2', '3']);
});
