import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBroker, type Broker, type BrokerOptions } from '@k/broker';
import { withResolvers, type Clock, type Network, type Runtime } from '@k/runtime';
import { ConnectionError, ErrorCode, Heartbeat, Metadata, ProtocolError, SaslHandshake, TimeoutError } from '@k/wire';
import { failure, type Place, PLACES } from '@k/testing';
import type { Cluster } from '../src/index.ts';
import { clientAt } from './support/client-at.ts';

const DAY_MS = 86_400_000;
const GROUP = { groupId: 'g', memberId: 'nobody', generationId: 1 };

/** Asks broker 0 for one topic: the answer shows whose it is. */
async function askForTopic(cluster: Cluster, topic: string, options: object = {}): Promise<(string | null)[]> {
  const { topics } = await cluster.request({ broker: 0 }, Metadata, { topics: [{ name: topic }] }, options);
  return topics.map(({ name }) => name);
}

for (const makePlace of PLACES) {
  describe(`connections that are lost, ${makePlace().name}`, { concurrency: true }, () => {
    async function withBroker(
      options: BrokerOptions,
      work: (place: Place, broker: Broker) => Promise<void>,
    ): Promise<void> {
      await using place = makePlace();
      const broker = await place.run(createBroker({ ...options, ...place.broker }));
      try {
        await work(place, broker);
      } finally {
        await place.run(broker.close());
      }
    }

    it('a broker that dies with 5 requests in flight: each fails, retriably, and none gets another’s answer', () =>
      withBroker({ nodes: 2 }, async (place, broker) => {
        const names = Array.from({ length: 8 }, (_, i) => `topic-${i}`);
        for (const name of names) broker.createTopic(name);
        const cluster = clientAt(place, { bootstrapServers: broker.bootstrapServers });
        await place.run(cluster.connection(0));
        const five = withResolvers();
        let held = 0;
        const control = broker.control(Metadata, ({ topics }) => {
          if (topics?.[0]?.name?.startsWith('topic-') !== true) return undefined;
          if (++held === 5) five.resolve();
          return 'drop';
        });
        const once = names.slice(0, 4).map((name) => failure(askForTopic(cluster, name)));
        const again = names.slice(4).map((name) => askForTopic(cluster, name, { retry: true, timeoutMs: 60_000 }));
        await place.run(five.promise); // and three more wait in the client
        control.remove();
        await place.run(broker.stop(0));
        for (const error of await place.run(Promise.all(once))) {
          assert.ok(error instanceof ConnectionError && error.retriable, String(error));
          assert.match(error.message, /closed by the broker|ECONNRESET/);
        }
        await place.run(broker.start(0));
        assert.deepEqual(
          await place.run(Promise.all(again)),
          names.slice(4).map((name) => [name]),
        );
      }));

    it('a half-open connection: who asks is told in time, all others with it, and a new one is made', () =>
      withBroker({ nodes: 1 }, async (place, broker) => {
        const cluster = clientAt(place, { bootstrapServers: broker.bootstrapServers, requestTimeoutMs: 500 });
        await place.run(cluster.connect({ timeoutMs: 60_000 }));
        const control = broker.control(Heartbeat, () => 'hang'); // the socket stays open, and nothing comes any more
        const startedAt = place.clock?.monotonic() ?? 0;
        const late = failure(cluster.request({ broker: 0 }, Heartbeat, GROUP));
        const patient = failure(askForTopic(cluster, 't', { timeoutMs: 60_000 }));
        await place.run(control.seen(1));
        control.remove();
        const again = askForTopic(cluster, 't', { retry: true, timeoutMs: 60_000 });
        assert.match((await place.run(late)).message, /Heartbeat request to .* took longer than 500 ms/);
        const dead = await place.run(patient);
        assert.ok(dead instanceof ConnectionError, String(dead));
        assert.match(dead.message, /nothing heard for \d+ ms since a Heartbeat request: taken for dead/);
        if (place.clock !== undefined) assert.equal(place.clock.monotonic() - startedAt, 500);
        assert.deepEqual(await place.run(again), ['t']);
      }));

    it('a partition that never gets a leader: the cause is told when time is over', () =>
      withBroker({ nodes: 2 }, async (place, broker) => {
        broker.createTopic('t', { assignment: [[1], [0]] });
        await place.run(broker.stop(1));
        const cluster = clientAt(place, { bootstrapServers: broker.bootstrapServers });
        const ask = (partition: number): Promise<unknown> =>
          cluster.request({ leader: { topic: 't', partition } }, Heartbeat, GROUP, { retry: true, timeoutMs: 2_000 });
        const error = await place.run(failure(ask(0)));
        assert.ok(error instanceof TimeoutError, String(error));
        assert.match(error.message, /the leader of t-0.*LEADER_NOT_AVAILABLE/);
        assert.ok(error.cause instanceof ProtocolError);
        assert.equal(error.cause.code, ErrorCode.LEADER_NOT_AVAILABLE);
        assert.match(cluster.health().problems.join(), /Topic t: partition 0 has no leader/);
        await place.run(ask(1));
      }));

    it('all brokers replaced by others at other addresses: found by the bootstrap name, resolved anew', async () => {
      await using place = makePlace();
      const clusterId = 'AAAAAAAAAAAAAAAAAAAAAA';
      const before = await place.run(createBroker({ nodes: 2, clusterId, ...place.broker }));
      const names = new Map([['kafka.example', before.bootstrapServers[0] ?? '']]);
      const cluster = clientAt(place, {
        bootstrapServers: 'kafka.example:9092',
        runtime: resolving(place.runtime, names),
      });
      before.createTopic('t');
      await place.run(cluster.loadTopics(['t']));
      for (const broker of [0, 1]) await place.run(cluster.connection(broker));
      const after = await place.run(createBroker({ nodes: 3, clusterId, ...place.broker }));
      after.createTopic('t', { assignment: [[2]] });
      names.set('kafka.example', after.bootstrapServers[1] ?? '');
      await place.run(before.close());
      const leader = { leader: { topic: 't', partition: 0 } };
      await place.run(cluster.request(leader, Heartbeat, GROUP, { retry: true, timeoutMs: 60_000 }));
      const addresses = cluster.brokers.map(({ host, port }) => `${host}:${port}`);
      assert.deepEqual(addresses.sort(), after.bootstrapServers.sort());
      await place.run(cluster.close());
      await place.run(after.close());
    });

    for (const jumpMs of [DAY_MS, -DAY_MS]) {
      it(`the wall clock jumps a day ${jumpMs > 0 ? 'ahead' : 'back'}: no time limit and no session is touched`, () =>
        withBroker(
          { listeners: [{ sasl: { users: { alice: 'secret' }, maxReauthMs: 5_000 } }] },
          async (place, broker) => {
            const runtime = jumping(place.runtime);
            const cluster = clientAt(place, {
              bootstrapServers: broker.bootstrapServers,
              runtime,
              sasl: { mechanism: 'PLAIN', username: 'alice', password: 'secret' },
            });
            const renewals = broker.control(SaslHandshake, () => undefined);
            await place.run(cluster.connect());
            const ids = broker.connections.map(({ id }) => id);
            const gate = withResolvers();
            const held = broker.control(Heartbeat, async (_, context) => {
              await gate.promise;
              return context.forward();
            });
            const startedAt = runtime.clock.monotonic();
            const patient = cluster.request({ broker: 0 }, Heartbeat, GROUP, { timeoutMs: 60_000 });
            const short = failure(cluster.request({ broker: 0 }, Heartbeat, GROUP, { retry: true, timeoutMs: 300 }));
            await place.run(held.seen(1));
            runtime.jump(jumpMs);
            assert.ok((await place.run(short)) instanceof TimeoutError);
            if (place.clock !== undefined) assert.equal(runtime.clock.monotonic() - startedAt, 300);
            gate.resolve();
            assert.equal((await place.run(patient)).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
            await place.run(renewals.seen(2));
            assert.deepEqual(await place.run(askForTopic(cluster, 't')), ['t']);
            assert.deepEqual(
              broker.connections.map(({ id }) => id),
              ids,
              'still the same connection',
            );
            const { problems, metadata } = cluster.health();
            assert.deepEqual(problems, []);
            assert.ok(metadata.ageMs !== undefined && Math.abs(metadata.ageMs) < 60_000, String(metadata.ageMs));
          },
        ));
    }
  });
}

/** A runtime for which names stand for an address that may change. */
function resolving(runtime: Runtime, names: ReadonlyMap<string, string>): Runtime {
  const network: Network = {
    connect: (target, handlers) => {
      const [host = '', port] = names.get(target.host)?.split(':') ?? [];
      return runtime.network.connect(host === '' ? target : { ...target, host, port: Number(port) }, handlers);
    },
  };
  return { ...runtime, network };
}

/** A runtime whose wall clock can be set to another time. */
function jumping(runtime: Runtime): Runtime & { readonly jump: (ms: number) => void } {
  const { clock } = runtime;
  let offsetMs = 0;
  const jumpy: Clock = {
    now: () => clock.now() + offsetMs,
    monotonic: () => clock.monotonic(),
    setTimeout: (fn, ms) => clock.setTimeout(fn, ms),
    clearTimeout: (handle) => {
      clock.clearTimeout(handle);
    },
  };
  const jump = (ms: number): void => {
    offsetMs += ms;
  };
  return { ...runtime, clock: jumpy, jump };
}
