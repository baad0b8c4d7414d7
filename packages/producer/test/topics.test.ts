import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@k/testing';
import { ErrorCode, ProtocolError, TimeoutError } from '@k/wire';
import { bench } from './support/core.ts';

const value = 'x';
const nobody = (): void => undefined;

test('the fifth try in a row that a topic is missing in is worth a word; each load begins to count anew', async () => {
  const { clock, cluster, core, warnings } = bench({}, { topics: { t: 1 } });
  const partition = (number: number) => core.send({ topic: 't', partition: number, value });
  await clock.runUntil(partition(0));
  for (const number of [1, 2]) {
    const sent = partition(number);
    await clock.advance(350); // 4 tries
    cluster.createTopic('t', number + 1);
    await clock.runUntil(sent);
    assert.deepEqual(warnings, []);
  }
  const sent = partition(3);
  await clock.advance(450); // 5 tries
  assert.equal(warnings.length, 1);
  assert.match(core.problems.join(), /^Records for topic t wait since .*: UNKNOWN_TOPIC_OR_PARTITION/);
  cluster.createTopic('t', 4);
  await clock.runUntil(sent);
  assert.deepEqual(core.problems, []);
  await clock.runUntil(core.close(Infinity));
});

test('a topic that is asked for again, as the time of the first load is over, is the same trouble', async () => {
  const { clock, cluster, core, warnings } = bench({ maxBlockMs: 60_000 });
  const sent = core.send({ topic: 'later', value });
  await clock.advance(25_000);
  assert.ok(cluster.loads >= 2);
  assert.equal(warnings.length, 1);
  assert.equal(core.problems.length, 1);
  const joins = core.send({ topic: 'later', value });
  await clock.advance(100);
  const { loads } = cluster;
  cluster.createTopic('later', 1);
  await clock.runUntil(Promise.all([sent, joins]));
  assert.equal(cluster.loads, loads, 'a second call joins the load');
  await clock.runUntil(core.close(Infinity));
});

test('what the cluster knows already is not asked for', async () => {
  const { clock, cluster, core } = bench();
  await clock.runUntil(cluster.loadTopic('t', 1, nobody));
  await clock.runUntil(core.send({ topic: 't', value }));
  assert.equal(cluster.loads, 1);
  await clock.runUntil(core.close(Infinity));
});

test('what a load has learnt is used when it ends', async () => {
  const { clock, cluster, core } = bench();
  cluster.tell = nobody;
  assert.equal((await clock.runUntil(core.send({ topic: 't', value }))).offset, 0);
  await clock.runUntil(core.close(Infinity));
});

test('a topic that was refused is forgotten: news of it that others asked for do not put it in use', async () => {
  const { clock, cluster, core } = bench({}, { believedAfter: 1 });
  const refused = await clock.runUntil(failure(core.send({ topic: 'nowhere', value })));
  assert.ok(refused instanceof ProtocolError);
  cluster.createTopic('nowhere', 1);
  await clock.runUntil(cluster.loadTopic('nowhere', 1, nobody));
  assert.deepEqual(cluster.watched, []);
  await clock.runUntil(core.close(Infinity));
});

test('a topic of one partition: another one is not waited for longer than maxBlockMs', async () => {
  const { clock, core } = bench({ maxBlockMs: 500 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const refused = await clock.runUntil(failure(core.send({ topic: 't', partition: 5, value })));
  assert.ok(refused instanceof ProtocolError);
  assert.equal(refused.code, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  assert.match(refused.message, /t-5.*The topic has 1 partition, number 0\./);
  await clock.runUntil(core.close(Infinity));
});

test('a topic that is not known because no broker can be reached: the error says so', async () => {
  const { clock, cluster, core } = bench({ maxBlockMs: 500 });
  cluster.loadTopic = () => new Promise(nobody);
  cluster.produceError = new Error('no broker could be reached');
  const refused = await clock.runUntil(failure(core.send({ topic: 't', value })));
  assert.ok(refused instanceof TimeoutError);
  assert.match(refused.message, /topic "t" was not known within maxBlockMs \(500 ms\): no broker could be reached$/);
  assert.equal(refused.cause, cluster.produceError);
  await clock.runUntil(core.close(Infinity));
});

test('a producer that is closed hears of nothing: no warning, and no topic comes into use', async () => {
  const { clock, cluster, core, warnings } = bench();
  const sent = failure(core.send({ topic: 'later', value }));
  await clock.advance(250); // 3 tries
  await clock.runUntil(core.close(0).catch(nobody));
  await sent;
  await clock.advance(1_000);
  assert.deepEqual(warnings, []);
  cluster.createTopic('later', 1);
  await clock.advance(1_000);
  assert.deepEqual(cluster.watched, []);
});
