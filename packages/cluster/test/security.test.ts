import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { createBroker, MemoryNetwork, seededRandom, VirtualClock } from '@k/broker';
import { AuthenticationError } from '@k/wire';
import { Cluster, type ClusterOptions, type Logger } from '../src/index.ts';

const PASSWORD = 'correct-horse-battery';

interface Stage {
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
  readonly client: (sasl: ClusterOptions['sasl']) => Cluster;
  readonly clock: VirtualClock;
  /** Everything that was logged, errors and their causes included. */
  readonly logged: () => string;
  readonly close: () => Promise<void>;
}

async function secured(maxReauthMs = 0): Promise<Stage> {
  const clock = new VirtualClock();
  const random = seededRandom(9);
  const runtime = { clock, random, network: new MemoryNetwork({ clock, random }) };
  const run = <T>(promise: Promise<T>): Promise<T> => clock.runUntil(promise);
  const sasl = { mechanisms: ['PLAIN', 'SCRAM-SHA-256'] as const, users: { alice: PASSWORD }, maxReauthMs };
  const listeners = [{ sasl: { ...sasl, mechanisms: [...sasl.mechanisms] } }];
  const broker = await run(createBroker({ nodes: 2, listeners, ...runtime }));
  broker.createTopic('t', { assignment: [[0], [1]] });
  const lines: unknown[] = [];
  const log = (...line: unknown[]): void => void lines.push(line);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  return {
    run,
    clock,
    client: (sasl) => new Cluster({ bootstrapServers: broker.bootstrapServers, runtime, sasl, logger }),
    logged: () => inspect(lines, { depth: 12, showHidden: true }),
    close: () => run(broker.close()),
  };
}

describe('a cluster that wants to know who we are', () => {
  for (const mechanism of ['PLAIN', 'SCRAM-SHA-256'] as const) {
    it(`${mechanism}: every connection is authenticated, and no line or object shows the password`, async () => {
      const { run, client, logged, close } = await secured();
      const cluster = client({ mechanism, username: 'alice', password: PASSWORD });
      await run(cluster.loadTopics(['t']));
      for (const broker of [0, 1]) await run(cluster.connection(broker));
      assert.deepEqual(cluster.health().problems, []);
      assert.equal(logged().match(/authenticated at/g)?.length, 2);
      await run(cluster.close());
      for (const text of [logged(), inspect(cluster, { depth: 12, showHidden: true })]) {
        assert.ok(!text.includes(PASSWORD), 'the password is shown');
      }
      await close();
    });

    it(`${mechanism}: a wrong password is final, and health() tells of it`, async () => {
      const { run, client, logged, close } = await secured();
      const cluster = client({ mechanism, username: 'alice', password: `wrong-${PASSWORD}` });
      const error = await run(
        cluster.connect({ timeoutMs: 60_000 }).then(
          () => undefined,
          (reason: unknown) => reason,
        ),
      );
      assert.ok(error instanceof AuthenticationError, String(error));
      const { ok, problems } = cluster.health();
      assert.equal(ok, false);
      assert.match(String(problems[0]), /^The cluster cannot be found since .*: .*(authenticat|credential|password)/i);
      assert.ok(!logged().includes(PASSWORD) && !String(problems[0]).includes(PASSWORD), 'the password is shown');
      await run(cluster.close());
      await close();
    });
  }

  it('a wrong password is tried once, not at every broker, and in the background no more than metadataMaxAgeMs asks for', async () => {
    const { run, client, logged, clock, close } = await secured(10_000);
    const refusals = (): number => logged().match(/could not authenticate at/g)?.length ?? 0;
    const wrong = client({ mechanism: 'PLAIN', username: 'alice', password: 'wrong' });
    await run(assert.rejects(wrong.connect(), AuthenticationError));
    await clock.advance(60_000);
    assert.equal(refusals(), 1);
    await run(wrong.close());

    let password = PASSWORD;
    const cluster = client({ mechanism: 'PLAIN', username: 'alice', password: () => password });
    await run(cluster.loadTopics(['t']));
    for (const broker of [0, 1]) await run(cluster.connection(broker));
    password = 'changed'; // so both sessions end, and each loss has the metadata asked for once
    await clock.advance(300_000);
    const before = refusals() - 1;
    assert.ok(before >= 2 && before <= 4, `${before} refusals`);
    password = PASSWORD;
    await clock.advance(300_000);
    assert.ok(refusals() - 1 <= before, 'it is well again by itself');
    assert.equal(cluster.health().metadata.lastError, undefined);
    await run(cluster.close());
    await close();
  });
});
