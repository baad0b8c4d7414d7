import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ConfigError, Heartbeat, Metadata, type MetadataRequest } from '@k/wire';
import { failure } from '@k/testing';
import { ScriptedCluster } from './support/scripted-cluster.ts';

it('says of an argument that cannot be used what it got and what it takes, and does nothing', async () => {
  await using script = new ScriptedCluster();
  await script.start(1);
  const cluster = script.client();
  const calls: readonly (readonly [call: () => unknown, message: RegExp])[] = [
    [() => cluster.watchTopics(['t', ''] as string[]), /watchTopics\(\): topics: expected names of topics, got ""/],
    [() => cluster.unwatchTopics(5 as never), /unwatchTopics\(\): topics: expected the name of a topic.*got 5/],
    [() => cluster.loadTopics([null] as never), /loadTopics\(\): topics: expected names of topics, got null/],
    [() => cluster.onMetadata('f' as never), /onMetadata\(\): listener: expected a function, got "f"/],
    [() => cluster.learnLeaders([{ topic: 't' } as never]), /learnLeaders\(\): hint: expected \{ topic, partition \}/],
    [() => cluster.leaderDenied({ topic: 't', partition: 0 }, '1' as never), /leaderDenied\(\): broker: .*got "1"/],
    [
      () => cluster.coordinator('grp' as never, 'g'),
      /coordinator\(\): kind: expected 'group', 'transaction' or 'share', got "grp"/,
    ],
    [() => cluster.forgetCoordinator('group', 5 as never), /forgetCoordinator\(\): key: .*got 5/],
    [() => cluster.connection('1' as never), /connection\(\): broker: .*got "1"/],
    [() => cluster.openChannel(undefined as never), /openChannel\(\): name: .*got nothing/],
    [
      () => cluster.openChannel('fetch').request({} as never, Metadata, {}),
      /^Channel 'fetch': request\(\): target: expected/,
    ],
    [() => cluster.coordinator('share', 'g'), /coordinator\(\): key: expected 'groupId:topicId:partition', got "g"/],
    [() => cluster.retry('it', 5 as never), /retry\(\): attempt: expected a function, got 5/],
    [() => cluster.request('leader' as never, Metadata, {}), /request\(\): target: expected .*got "leader"/],
    [() => cluster.request({ broker: '1' } as never, Metadata, {}), /request\(\): broker: .*got "1"/],
    [() => cluster.request({} as never, Metadata, {}), /request\(\): target: expected/],
    [
      () => cluster.request('any', 'Metadata' as never, {}),
      /request\(\): api: expected an API of @k\/wire.*got "Metadata"/,
    ],
    [() => cluster.request('any', Heartbeat, {}, 5 as never), /request\(\): options: .*got 5/],
    [() => cluster.connect(5 as never), /connect\(\): options: expected an object, got 5/],
    [() => cluster.refresh(5 as never), /refresh\(\): reason: .*got 5/],
    [() => cluster.deadline(5 as never), /deadline\(\): operation: .*got 5/],
    [() => cluster.deadline('it', 5 as never), /deadline\(\): options: .*got 5/],
  ];
  for (const [call, message] of calls) {
    const error = await failure((async () => await call())());
    assert.ok(error instanceof ConfigError, `${error.name}: ${error.message}`);
    assert.match(error.message, message);
  }
  assert.equal(script.seen.length, 0, 'nobody was asked');
  await script.run(cluster.refresh());
  const [asked] = script.requests(Metadata);
  assert.deepEqual((asked?.body as MetadataRequest).topics, [], 'nothing is watched');
});

it('takes one topic as text', async () => {
  await using script = new ScriptedCluster();
  await script.start(1);
  script.topics.set('orders', [1]);
  const cluster = script.client();
  cluster.watchTopics('orders');
  await script.run(cluster.refresh());
  assert.equal(cluster.leaderOf('orders', 0), 1);
  const [topic] = await script.run(cluster.loadTopics('orders'));
  assert.equal(topic?.name, 'orders');
  cluster.unwatchTopics('orders');
});
