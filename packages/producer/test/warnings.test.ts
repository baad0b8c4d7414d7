import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBroker } from '@k/broker';
import { Cluster } from '@k/cluster';
import { failure, simulation } from '@k/testing';
import { ConnectionError, ErrorCode, errorFor, StateError, TimeoutError } from '@k/wire';
import { DeliveryError } from '../src/errors.ts';
import { KafkaProducer, type KafkaProducerOptions } from '../src/index.ts';
import { bench } from './support/core.ts';
import type { BatchFate, Fate } from './support/fake-cluster.ts';

const value = 'x';

function place() {
  const runtime = simulation(7);
  const { clock } = runtime;
  return {
    clock,
    runtime,
    start: (port?: number) => clock.runUntil(createBroker({ host: 'broker', port, ...runtime })),
  };
}

/** A producer and what it warned of. */
function watched(options: KafkaProducerOptions) {
  const producer = new KafkaProducer(options);
  const warnings: Error[] = [];
  producer.on('warning', (error) => warnings.push(error));
  return { producer, warnings };
}

describe('a producer whose bootstrap server is down', () => {
  test('warns at once, once, says so in health(), and goes on when the server is up', async () => {
    const { clock, runtime, start } = place();
    const { producer, warnings } = watched({ bootstrapServers: 'broker:9092', runtime });
    assert.match(producer.health().problems.join(), /not been asked anything yet: call connect\(\)/);
    const sent = producer.send({ topic: 't', value });
    await clock.advance(1);
    assert.equal(warnings.length, 1);
    assert.match(String(warnings[0]), /no broker could be reached.*broker:9092.*ECONNREFUSED/);
    const { ok, problems, cluster } = producer.health();
    assert.equal(ok, false);
    assert.match(problems.join(), /cannot be found since.*ECONNREFUSED/);
    assert.deepEqual(problems, cluster.problems);
    await clock.advance(10_000);
    assert.equal(warnings.length, 1);
    const broker = await start(9092);
    broker.createTopic('t');
    await clock.runUntil(sent);
    assert.deepEqual(producer.health().problems, []);
    assert.equal(producer.health().ok, true);
    await clock.runUntil(producer.close());
    assert.match(producer.health().problems.join(), /producer is closed/);
    await clock.runUntil(broker.close());
  });

  test('warns the process where nobody listens and there is no logger', async () => {
    const { clock, runtime } = place();
    const told: Error[] = [];
    const tell = (warning: Error): void => void told.push(warning);
    process.on('warning', tell);
    const nothing = (): void => undefined;
    const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
    const unheard = new KafkaProducer({ bootstrapServers: 'broker:9092', runtime });
    const others = [
      watched({ bootstrapServers: 'broker:9092', runtime }).producer,
      new KafkaProducer({ cluster: new Cluster({ bootstrapServers: 'broker:9092', runtime, logger }) }),
    ];
    try {
      const sent = [unheard, ...others].map((producer) => failure(producer.send({ topic: 't', value })));
      await clock.advance(10_000);
      await new Promise(setImmediate);
      assert.deepEqual(
        told.map(({ name }) => name),
        ['KafkaWarning'],
      );
      assert.match(String(told[0]?.message), /^KafkaProducer: .*broker:9092.*ECONNREFUSED/);
      await clock.runUntil(
        Promise.all([unheard, ...others].map((producer) => producer.close({ timeoutMs: 0 }).catch(nothing))),
      );
      await Promise.all(sent);
    } finally {
      process.off('warning', tell);
    }
  });

  test('hears nothing of a cluster that others go on using once it is closed', async () => {
    const { clock, runtime } = place();
    const cluster = new Cluster({ bootstrapServers: 'broker:9092', runtime });
    const [closed, open] = [watched({ cluster }), watched({ cluster })];
    await clock.runUntil(closed.producer.close());
    const sent = failure(open.producer.send({ topic: 't', value }));
    await clock.advance(1);
    assert.deepEqual([open.warnings.length, closed.warnings.length], [1, 0]);
    await clock.runUntil(failure(open.producer.close({ timeoutMs: 0 })));
    await sent;
  });

  test('connect() fails with the cause, at once or in time; send, flush and close name it too', async () => {
    const { clock, runtime } = place();
    const { producer } = watched({ bootstrapServers: 'broker:9092', runtime, maxBlockMs: 1_000 });
    const atOnce = await clock.runUntil(failure(producer.connect({ retry: false })));
    assert.ok(atOnce instanceof ConnectionError, String(atOnce));
    const inTime = await clock.runUntil(failure(producer.connect({ timeoutMs: 500 })));
    const sending = failure(producer.send({ topic: 't', value }));
    const flushing = failure(producer.flush({ timeoutMs: 700 }));
    for (const error of [inTime, await clock.runUntil(flushing), await clock.runUntil(sending)]) {
      assert.ok(error instanceof TimeoutError, String(error));
      assert.match(error.message, /ECONNREFUSED/);
      assert.match(String(error.cause), /ECONNREFUSED/);
    }
    const reason = new Error('enough');
    const abort = new AbortController();
    const aborted = failure(producer.connect({ signal: abort.signal }));
    abort.abort(reason);
    assert.equal(await aborted, reason);
    const left = failure(producer.send({ topic: 't', value }));
    const closing = await clock.runUntil(failure(producer.close({ timeoutMs: 100 })));
    assert.match(closing.message, /gave up 1 records.*ECONNREFUSED/);
    assert.match(String(closing.cause), /ECONNREFUSED/);
    assert.ok((await left) instanceof StateError);
    assert.ok((await failure(producer.connect())) instanceof StateError);
  });

  test('connect() finds the cluster once', async () => {
    const { clock, runtime, start } = place();
    const broker = await start();
    const { producer, warnings } = watched({ bootstrapServers: broker.bootstrapServers, runtime });
    await clock.runUntil(producer.connect());
    await clock.runUntil(broker.close());
    await clock.runUntil(producer.connect({ timeoutMs: 1 }));
    await clock.runUntil(producer.close());
    const count = warnings.length;
    await clock.advance(60_000);
    assert.equal(warnings.length, count, 'and says nothing once it is closed');
  });
});

describe('what is tried again is told once when it begins, and listed until it is over', () => {
  test('records that a broker does not take', async () => {
    let code: number = ErrorCode.NOT_ENOUGH_REPLICAS;
    const batchFate = (): BatchFate | null => (code === 0 ? null : { errorCode: code, stores: false });
    const { clock, core, warnings } = bench({}, { batchFate });
    const since = new Date(clock.now() + 3).toISOString();
    const sent = core.send({ topic: 't', value });
    await clock.advance(10);
    assert.deepEqual(warnings.map(String), [String(errorFor(code, { api: 'Produce', topic: 't', partition: 0 }))]);
    assert.match(
      String(core.problems),
      new RegExp(`^Records for t-0 are not taken since ${since}: NOT_ENOUGH_REPLICAS`),
    );
    code = ErrorCode.THROTTLING_QUOTA_EXCEEDED;
    await clock.advance(1_000);
    assert.equal(warnings.length, 1);
    assert.match(String(core.problems), /THROTTLING_QUOTA_EXCEEDED/);
    code = 0;
    await clock.runUntil(sent);
    assert.deepEqual(core.problems, []);
    code = ErrorCode.NOT_ENOUGH_REPLICAS;
    const again = failure(core.send({ topic: 't', value }));
    await clock.advance(10);
    assert.equal(warnings.length, 2);
    code = ErrorCode.INVALID_RECORD;
    await clock.runUntil(again);
    assert.deepEqual(core.problems, []);
    await clock.runUntil(core.close(Infinity));
    assert.deepEqual(core.problems, ['The producer is closed.']);
  });

  test('not a leader that has just moved, but one that is not found', async () => {
    let failures = 1;
    const batchFate = (): BatchFate | null =>
      failures-- > 0 ? { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER, stores: false } : null;
    const { clock, core, warnings } = bench({}, { batchFate });
    await clock.runUntil(core.send({ topic: 't', value }));
    assert.deepEqual(warnings, []);
    failures = 2;
    await clock.runUntil(core.send({ topic: 't', value }));
    assert.match(warnings.join(), /^[^,]*NOT_LEADER_OR_FOLLOWER/);
    await clock.runUntil(core.close(Infinity));
  });

  test('a broker that is silent, or hangs up again and again', async () => {
    let fate: Fate = 'late';
    const { clock, core, warnings } = bench({ requestTimeoutMs: 500, deliveryTimeoutMs: 2_000 }, { fate: () => fate });
    const silent = core.send({ topic: 't', value });
    await clock.advance(600);
    assert.equal(warnings.length, 1);
    assert.match(
      String(core.problems),
      /^Broker 0 does not answer Produce requests since .*Produce took longer than 500 ms/,
    );
    fate = 'answer';
    await clock.runUntil(silent);
    assert.deepEqual(core.problems, []);
    fate = 'lose-request';
    const lost = failure(core.send({ topic: 't', value }));
    await clock.advance(20);
    assert.equal(warnings.length, 1, 'once is nothing');
    assert.match(String(await clock.runUntil(lost)), /deliveryTimeoutMs/);
    assert.match(String(warnings[1]), /Connection to fake:9092: gone/);
    fate = 'answer';
    await clock.runUntil(core.send({ topic: 't', value }));
    assert.deepEqual(core.problems, []);
    await clock.runUntil(core.close(Infinity));
  });

  test('a topic, or a partition, that is not known for long', async () => {
    const { clock, cluster, core, warnings } = bench({ maxBlockMs: 3_000 });
    const topic = core.send({ topic: 'later', value });
    await clock.advance(300);
    assert.equal(warnings.length, 0, 'a new topic takes a moment');
    await clock.advance(300);
    assert.match(String(warnings), /UNKNOWN_TOPIC_OR_PARTITION \(topic later\)/);
    assert.match(String(core.problems), /^Records for topic later wait since/);
    cluster.createTopic('later', 1);
    await clock.runUntil(topic);
    assert.deepEqual(core.problems, []);
    await failure(clock.runUntil(core.send({ topic: 'nowhere', value })));
    assert.equal(warnings.length, 2);
    await clock.advance(20_000); // the load ends some time after the last one who waited for it
    assert.deepEqual(core.problems, []);
    await clock.runUntil(core.close(Infinity));
  });

  test('a producer id that is not given, a partition without leader, memory that is used up', async () => {
    const { clock, cluster, core, warnings } = bench({
      deliveryTimeoutMs: 10_000,
      requestTimeoutMs: 1_000,
      bufferMemory: 2_000,
    });
    cluster.initError = errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    const noId = failure(core.send({ topic: 't', value }));
    await clock.advance(200);
    assert.deepEqual(core.problems, [], 'a cluster that was just started needs a moment');
    await clock.advance(300);
    assert.match(String(core.problems), /^There is no producer id since .*COORDINATOR_LOAD_IN_PROGRESS/);
    const first = await clock.runUntil(noId);
    assert.ok(first instanceof DeliveryError);
    assert.match(first.message, /never sent: COORDINATOR_LOAD_IN_PROGRESS.*they were not written/);
    assert.equal(first.cause, cluster.initError);

    cluster.initError = null;
    await clock.runUntil(core.send({ topic: 't', value }));
    assert.deepEqual(core.problems, []);
    cluster.moveLeader('t', 0, -1);
    const leaderless = failure(core.send({ topic: 't', value }));
    await clock.advance(1_000);
    assert.match(String(core.problems), /^Records for t-0 wait since .*LEADER_NOT_AVAILABLE/);
    const starved = core.send({ topic: 't', value: 'x'.repeat(1_500) });
    assert.match(String(core.problems), /^bufferMemory \(2000 bytes\) is used up: 1 call waits for room\./);
    const behind = core.send({ topic: 't', value: 'x'.repeat(1_500) });
    assert.match(String(core.problems), /^bufferMemory \(2000 bytes\) is used up: 2 calls wait for room\./);
    const second = await clock.runUntil(leaderless);
    assert.match(second.message, /never sent: LEADER_NOT_AVAILABLE/);
    assert.match(String(second.cause), /LEADER_NOT_AVAILABLE/);
    cluster.moveLeader('t', 0, 0);
    await clock.runUntil(Promise.all([starved, behind]));
    cluster.moveLeader('t', 0, -1);
    const left = failure(core.send({ topic: 't', value }));
    await clock.advance(5_000);
    assert.match(String(core.problems), /^Records for t-0 wait since/);
    await clock.runUntil(left);
    assert.deepEqual(core.problems, [], 'nobody waits any more');
    await clock.runUntil(core.close(Infinity));
    assert.equal(warnings.length, 3);
  });
});
