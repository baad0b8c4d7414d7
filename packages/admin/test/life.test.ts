import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { Cluster } from '@k/cluster';
import { withResolvers } from '@k/runtime';
import { CreateTopics } from '@k/wire';
import { failure } from '@k/testing';
import { KafkaAdmin } from '../src/index.ts';
import { Scripted } from './scripted.ts';
import { World } from './world.ts';

it('close() ends what still waits, and leaves a shared cluster open', async () => {
  await using script = await Scripted.start([CreateTopics]);
  const asked = withResolvers();
  script.on(CreateTopics, () => {
    asked.resolve();
    return undefined;
  });
  const cluster = script.place.own(
    new Cluster({ runtime: script.place.runtime, bootstrapServers: script.bootstrapServers }),
  );
  cluster.acquire();
  const admin = new KafkaAdmin({ cluster });
  const waiting = failure(admin.createTopics([{ name: 'orders' }]));
  await script.run(asked.promise);
  await script.run(admin.close());
  const error = await script.run(waiting);
  assert.equal(error.name, 'StateError');
  assert.match(error.message, /KafkaAdmin is closed/);
  await assert.rejects(admin.listTopics(), { name: 'StateError' });
  await admin.close();
  // A closed one refuses.
  cluster.acquire();
});

it('shows by console.log who it is, and nothing of what it is made of', () => {
  const admin = new KafkaAdmin({ bootstrapServers: 'a:1,b:2', clientId: 'tool' });
  const shown = "KafkaAdmin { clientId: 'tool', bootstrapServers: 'a:1,b:2', closed: false }";
  assert.equal(inspect(admin), shown);
  assert.equal(inspect({ admin }), `{\n  admin: ${shown}\n}`);
});

it('without options it says which is needed', () => {
  // @ts-expect-error -- there have to be some
  assert.throws(() => new KafkaAdmin(), /KafkaAdmin: option "bootstrapServers": expected "host:port".*, got nothing/);
  // @ts-expect-error -- there have to be some
  assert.throws(() => new Cluster(), /Cluster: option "bootstrapServers": expected "host:port".*, got nothing/);
});

it('a call ends by its own signal, and others go on', async () => {
  await using script = await Scripted.start([CreateTopics]);
  const asked = withResolvers();
  script.on(CreateTopics, () => {
    asked.resolve();
    return undefined;
  });
  const admin = script.admin();
  const stop = new AbortController();
  const waiting = failure(admin.createTopics([{ name: 'orders' }], { signal: stop.signal }));
  await script.run(asked.promise);
  stop.abort(new Error('enough'));
  assert.equal((await script.run(waiting)).message, 'enough');
  await script.run(admin.listTopics());
});

it('a call that is given no time says so', async () => {
  await using world = await World.create();
  const error = await world.run(failure(world.admin().listTopics({ timeoutMs: 0 })));
  assert.equal(error.name, 'TimeoutError');
});
