import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import { DeleteTopics, ErrorCode } from '@k/wire';
import { settled } from '../src/index.ts';
import { Scripted } from './scripted.ts';
import { World } from './world.ts';

const UNKNOWN_ID = 'abcdefghijklmnopqrstuA';

it('deleteTopics() deletes by name, and tells which topic is not there', async () => {
  await using world = await World.create();
  const { topicId } = world.broker.createTopic('orders', { partitions: 1 });
  world.broker.createTopic('payments', { partitions: 1 });
  const outcomes = await world.run(settled(world.admin().deleteTopics(['orders', 'refunds'])));
  assert.deepEqual(outcomes.get('orders')?.value, { name: 'orders', topicId });
  assert.match(outcomes.get('refunds')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION.*refunds/);
  assert.deepEqual(world.broker.topicNames, ['payments']);
});

it('deleteTopics() deletes by id', async () => {
  await using world = await World.create();
  const { topicId } = world.broker.createTopic('orders', { partitions: 1 });
  const outcomes = await world.run(settled(world.admin().deleteTopics({ topicIds: [topicId, UNKNOWN_ID] })));
  assert.deepEqual(outcomes.get(topicId)?.value, { name: 'orders', topicId });
  assert.match(outcomes.get(UNKNOWN_ID)?.reason?.message ?? '', /^UNKNOWN_TOPIC_ID.*abcdef/);
  assert.deepEqual(world.broker.topicNames, []);
});

it('topics without ids are deleted by their names only', async () => {
  await using world = await World.create({ asVersion: '2.4' });
  world.broker.createTopic('orders', { partitions: 1 });
  const admin = world.admin();
  const byId = await world.run(settled(admin.deleteTopics({ topicIds: [UNKNOWN_ID] })));
  assert.equal(byId.get(UNKNOWN_ID)?.reason?.name, 'UnsupportedVersionError');
  assert.match(byId.get(UNKNOWN_ID)?.reason?.message ?? '', /Kafka 2\.8/);
  const byName = await world.run(admin.deleteTopics(['orders']));
  assert.deepEqual(byName.get('orders'), { name: 'orders', topicId: undefined });
});

it('nothing is asked for no topics', async () => {
  await using script = await Scripted.start([DeleteTopics]);
  assert.equal((await script.run(script.admin().deleteTopics([]))).size, 0);
  assert.equal((await script.run(script.admin().deleteTopics({ topicIds: [] }))).size, 0);
  assert.deepEqual(script.seen, []);
});

it('what names no topics is refused', async () => {
  await using world = await World.create();
  const admin = world.admin();
  const refused = async (topics: unknown, message: RegExp): Promise<void> => {
    await assert.rejects(admin.deleteTopics(topics as string[]), { name: 'ConfigError', message });
  };
  await refused(['orders', 'orders'], /topics: .*once, got .*orders/);
  await refused({ topicIds: [UNKNOWN_ID, UNKNOWN_ID] }, /topicIds: .*once/);
  await refused('orders', /topics/);
  await refused([''], /topics\.0/);
  await refused([7], /topics\.0/);
  await refused(undefined, /topics/);
  await refused(null, /topics/);
  await refused({ topicIds: ['orders'] }, /topicIds\.0.*topic id/);
  await refused({ topicIds: ['AAAAAAAAAAAAAAAAAAAAAA'] }, /topicIds\.0/);
  await refused({ topicIds: [UNKNOWN_ID], names: [] }, /names/);
});

it('a topic that the answer leaves out has not been deleted', async () => {
  await using script = await Scripted.start([DeleteTopics]);
  script.on(DeleteTopics, () => ({ responses: [{ name: 'orders' }, { name: 'others' }] }));
  const outcomes = await script.run(settled(script.admin().deleteTopics(['orders', 'payments'])));
  assert.equal(outcomes.get('orders')?.status, 'fulfilled');
  assert.match(outcomes.get('payments')?.reason?.message ?? '', /^UNKNOWN_SERVER_ERROR.*says nothing of it/);
  assert.equal(outcomes.size, 2);
});

it('a lost answer is asked for again, and what the next one finds is told', async () => {
  await using script = await Scripted.start([DeleteTopics]);
  script.on(DeleteTopics, () => {
    if (script.requests(DeleteTopics).length === 1) return 'hang up';
    return {
      responses: [{ name: 'orders', errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }, { name: 'payments' }],
    };
  });
  const outcomes = await script.run(settled(script.admin().deleteTopics(['orders', 'payments'])));
  assert.match(outcomes.get('orders')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
  assert.equal(outcomes.get('payments')?.status, 'fulfilled');
});

it('a call that is called off while it waits tells nothing as done', async () => {
  await using script = await Scripted.start([DeleteTopics]);
  const abort = new AbortController();
  script.on(DeleteTopics, () => {
    abort.abort(new Error('changed my mind'));
    return undefined;
  });
  const error = await script.run(failure(script.admin().deleteTopics(['orders'], { signal: abort.signal })));
  assert.equal(error.message, 'changed my mind');
});

it('a broker that says nothing ends in a TimeoutError per topic', async () => {
  await using script = await Scripted.start([DeleteTopics]);
  script.on(DeleteTopics, () => undefined);
  const outcomes = await script.run(settled(script.admin().deleteTopics(['orders'], { timeoutMs: 1_000 })));
  assert.equal(outcomes.get('orders')?.reason?.name, 'TimeoutError');
});
