// Whatever a public function is given, it says what is wrong in a ConfigError, and changes nothing before it does.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ConfigError, Metadata } from '@k/wire';
import { MemoryNetwork, seededRandom, SleepyClock, VirtualClock, type MemoryNetworkOptions } from '@k/runtime';
import { createBroker, replay, type Broker, type BrokerOptions } from '../src/index.ts';
import { RawClient } from './support/raw-client.ts';

/** Programs in JavaScript may pass anything. */
type Loose = Record<string, (...args: unknown[]) => unknown>;

async function assertRefused(what: () => unknown, message: RegExp): Promise<void> {
  await assert.rejects(
    async () => {
      await what();
    },
    (error) => {
      assert.ok(error instanceof ConfigError, String(error));
      assert.match(error.message, message);
      return true;
    },
  );
}

describe('a wrong argument of a broker', () => {
  let broker: Broker;
  before(async () => {
    broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0]] });
  });
  after(() => broker.close());

  const fn = (): undefined => undefined;
  const cases: [name: string, args: readonly unknown[], message: RegExp][] = [
    ['createTopic', [], /^Broker: createTopic\(\): name: expected text, got nothing$/],
    ['createTopic', [5], /name: expected text, got 5/],
    ['createTopic', ['new', 3], /^Broker: createTopic\(\): expected object, got 3$/],
    ['createTopic', ['new', null], /expected object, got null/],
    [
      'createTopic',
      ['new', { config: { 'num.partitions': 3 } }],
      /num\.partitions is no setting of a topic: it is the option "partitions"/,
    ],
    ['createTopic', ['new', { partition: 3 }], /unknown option "partition", did you mean "partitions"\?/],
    ['createTopic', ['new', { partitions: '3' }], /option "partitions": expected .*, got "3"/],
    ['createTopic', ['new', { partitions: 1.5 }], /option "partitions": expected a whole number/],
    ['createTopic', ['new', { replicationFactor: 2n }], /"replicationFactor".* got 2n/],
    ['createTopic', ['new', { assignment: [0, 1] }], /option "assignment.0": expected array, got 0/],
    ['createTopic', ['new', { assignment: [[0]], partitions: 2 }], /partitions: expected as many as .*, 1, got 2/],
    ['createTopic', ['new', { assignment: [[0]], replicationFactor: 2 }], /replicationFactor: expected as many/],
    ['createTopic', ['new', { config: 'retention.ms=5' }], /option "config": expected an object, got "retention.ms=5"/],
    ['createTopic', ['new', { config: { 'retention.ms': null } }], /option "config.retention.ms": .* got null/],
    ['deleteTopic', [undefined], /topic: expected text, got nothing/],
    [
      'createPartitions',
      ['t', '2'],
      /^Broker: createPartitions\(\): count: expected a whole number, 0 or more, got "2"$/,
    ],
    ['topic', [['t']], /name: expected text, got an array of 1/],
    ['log', ['t', '0'], /^Broker: log\(\): partition: expected a whole number, 0 or more, got "0"$/],
    ['log', [5, 0], /topic: expected text, got 5/],
    ['produce', ['t', null], /^Broker: produce\(\): option "records\.0": .* got null$/],
    ['produce', ['t', { values: 'a' }], /unknown option "records\.0\.values", did you mean "value"\?/],
    ['produce', [5, []], /topic: expected text, got 5/],
    ['producers', ['t', -1], /partition: expected a whole number, 0 or more, got -1/],
    ['truncateBefore', ['t', 0, 1], /offset: expected an offset up to the end of the log, 0, got 1/],
    ['truncateBefore', ['t', 0, '0'], /got "0"/],
    ['moveLeader', ['t', 0, 1], /nodeId: expected a live replica of t-0: 0, got 1/],
    ['moveLeader', ['t', 0], /got nothing/],
    ['forgetFetchSessions', [2], /nodeId: expected an id from 0 to 1, got 2/],
    ['electUncleanly', ['t', 0, 1, 0], /nodeId: expected a live replica of t-0: 0, got 1/],
    ['electUncleanly', ['t', 0, 0, 3], /endOffset: expected an offset from 0 to 0 where a batch begins, got 3/],
    ['electUncleanly', ['t', 0, 0], /endOffset: expected a whole number, 0 or more, got nothing/],
    ['holdFollower', ['t', 0, 0], /nodeId: expected a follower of t-0: there is none, got 0/],
    ['releaseFollower', ['t', 0, 1], /nodeId: expected a follower of t-0: there is none, got 1/],
    ['bootstrapServersOf', ['SSL'], /listener: expected one of PLAINTEXT, got "SSL"/],
    ['group', [5], /groupId: expected text, got 5/],
    ['committed', ['g', 't'], /partition: expected a whole number/],
    ['committed', ['g', null, 0], /topic: expected text, got null/],
    ['committed', [null, 't', 0], /groupId: expected text/],
    ['transaction', [5], /transactionalId: expected text, got 5/],
    [
      'updateFeature',
      ['share.version', 1],
      /name: expected group.version, kraft.version, metadata.version, transaction.version, got "share.version"/,
    ],
    ['updateFeature', ['transaction.version', 3], /level: expected a level from 0 to 2, got 3/],
    ['updateFeature', ['transaction.version', '2'], /level: expected a level from 0 to 2, got "2"/],
    ['control', ['Meta', fn], /api: expected the name of an API, such as Metadata, or one of @k\/wire, got "Meta"/],
    ['control', ['produce', fn], /one of @k\/wire \(did you mean "Produce"\?\), got "produce"$/],
    ['control', [Metadata, fn, { topic: '' }], /option "topic": .*, got ""/],
    [
      'control',
      ['ShareFetch', fn, { versions: { min: 0, max: 1 } }],
      /versions: expected some of 1 to 2, got an object/,
    ],
    ['control', [undefined, fn], /got nothing/],
    ['control', [Metadata], /fn: expected a function, got nothing/],
    ['control', [Metadata, 'close'], /fn: expected a function, got "close"/],
    ['control', [Metadata, fn, { time: 1 }], /unknown option "time", did you mean "times"\?/],
    ['control', [Metadata, fn, { times: 0 }], /option "times": expected .*, got 0/],
    [
      'control',
      [Metadata, fn, { times: 1.5 }],
      /option "times": expected a whole number, 1 or more, or Infinity, got 1.5/,
    ],
    ['control', [Metadata, fn, { nodeId: '0' }], /option "nodeId": .*, got "0"/],
    ['control', [Metadata, fn, { nodeId: 2 }], /nodeId: expected an id from 0 to 1, got 2/],
    ['records', [5], /topic: expected text, got 5/],
    ['records', ['t', { partition: -1 }], /option "partition": .* got -1/],
    ['expectRecords', ['', 1], /topic: expected text that is not empty, got ""/],
    [
      'expectRecords',
      ['t', '1'],
      /expected: expected a number of records, or an array with a pattern for each, got "1"/,
    ],
    ['expectRecords', ['t', 1, { from: 'begin' }], /option "from": expected 'earliest', 'latest' or an offset, 0 or more, got "begin"$/], // prettier-ignore
    ['expectNoRecords', ['t', { formMs: 5 }], /unknown option "formMs", did you mean "forMs"\?/],
    ['waitForGroup', ['g', {}], /expected one of state, members, empty and caughtUp/],
    ['waitForTransaction', ['id', 'Complete'], /state: expected one of Empty, Ongoing, .*, got "Complete"/],
    ['waitForTransaction', ['id', 'completeCommit'], /Dead \(did you mean "CompleteCommit"\?\), got "completeCommit"$/],
    ['waitForConnection', [{ clientID: 'x' }], /unknown option "clientID", did you mean "clientId"\?/],
    ['waitUntil', [5], /look: expected a function, got 5/],
    ['committedOffsets', [5], /groupId: expected text, got 5/],
    ['observeExchanges', [], /listener: expected a function, got nothing/],
    ['restore', [{}], /^Broker: restore\(\): snapshot: expected what snapshot\(\) returned/],
    ['observe', [], /listener: expected a function, got nothing/],
    ['dropConnections', ['0'], /nodeId: expected an id from 0 to 1, got "0"/],
    ['stop', [2], /^Broker: stop\(\): nodeId: expected an id from 0 to 1, got 2$/],
    ['crash', [2], /^Broker: crash\(\): nodeId: expected an id from 0 to 1, got 2$/],
    ['crash', [], /got nothing/],
    ['crash', [0, { lostBatches: -1 }], /option "lostBatches": expected .*, got -1/],
    ['crash', [0, { lost: 1 }], /unknown option "lost"/],
    ['isolate', [], /^Broker: isolate\(\): nodeId: expected an id from 0 to 1, got nothing$/],
    ['rejoin', ['0'], /^Broker: rejoin\(\): nodeId: expected an id from 0 to 1, got "0"$/],
    ['setReplication', [2, { fetchDelayMs: 1 }], /nodeId: expected an id from 0 to 1, got 2/],
    ['setReplication', [0], /^Broker: setReplication\(\): expected object, got nothing$/],
    ['setReplication', [0, { fetchDelayMs: '5' }], /"fetchDelayMs": expected milliseconds, 0 or more, or \[least, most\] of them, got "5"/], // prettier-ignore
    ['setReplication', [0, { fetchDelayMs: [2, 1] }], /option "fetchDelayMs": expected the least before the most/],
    ['start', [-1], /got -1/],
    ['restart', [null], /got null/],
  ];
  for (const [name, args, message] of cases) {
    it(`${name}: ${String(message)}`, async () => {
      const method = (broker as unknown as Loose)[name] as (...args: unknown[]) => unknown;
      await assertRefused(() => method.apply(broker, [...args]), message);
      assert.deepEqual([broker.topicNames, broker.liveNodeIds, broker.topic('t')?.partitions[0]?.leaderId], [['t'], [0, 1], 0]); // prettier-ignore
    });
  }

  it('every method was tried', () => {
    const tried = new Set(cases.map(([name]) => name));
    const prototype = Object.getPrototypeOf(broker) as object;
    // Operations are made for each broker; what is left is on the prototype.
    const methods = [prototype, broker].flatMap((each) => Object.entries(Object.getOwnPropertyDescriptors(each)));
    const untried = methods
      .filter(([name, { value }]) => typeof value === 'function' && !tried.has(name))
      .map(([name]) => name);
    // Some of them take none.
    assert.deepEqual(untried, ['constructor', 'snapshot', 'resumed', 'close', 'record']);
  });

  it('a topic takes numbers and booleans for its settings, and counts beside an assignment that has as many', () => {
    const config = { 'max.message.bytes': 2000, preallocate: true, 'cleanup.policy': 'compact' };
    broker.createTopic('settings', { assignment: [[1, 0]], partitions: 1, replicationFactor: 2, config });
    assert.equal(broker.topic('settings')?.partitions[0]?.leaderId, 1);
    broker.deleteTopic('settings');
  });

  it('a control that gives no outcome, delays for no time or sends no bytes closes the connection and says why', async () => {
    const address = broker.bootstrapServers[0] as string;
    const reasons: string[] = [];
    const stop = broker.observe((event) => {
      if (event.type === 'disconnect') reasons.push(event.reason);
    });
    const wrong: [fn: Parameters<typeof broker.control>[1], message: RegExp][] = [
      [() => 'clse', /control of Metadata: outcome: expected an answer, undefined, "drop".* got "clse"/],
      [() => null, /outcome: .* got null/],
      [async (_, context) => { await context.delay('5' as unknown as number); return undefined; }, /delay\(\): ms: .* got "5"/], // prettier-ignore
      [(_, context) => { context.sendRaw('text' as unknown as Buffer); return undefined; }, /sendRaw\(\): bytes: .* got "text"/], // prettier-ignore
    ];
    for (const [fn, message] of wrong) {
      const control = broker.control(Metadata, fn);
      await assertRefused(() => control.seen('1' as unknown as number), /Control: seen\(\): calls: .* got "1"/);
      await assert.rejects((await RawClient.tcp(address)).request(Metadata, 1, { topics: [] }), /closed/);
      assert.match(reasons.at(-1) ?? '', message);
      control.remove();
    }
    stop();
  });
});

describe('a wrong argument of the simulation', () => {
  const clock = new VirtualClock();
  const random = seededRandom(1);
  const network = new MemoryNetwork({ clock, random });
  const target = { host: 'h', port: 1 };
  const cases: [what: string, call: () => unknown, message: RegExp][] = [
    ['VirtualClock', () => new VirtualClock(5 as never), /^VirtualClock: expected object, got 5$/],
    [
      'VirtualClock',
      () => new VirtualClock({ startMS: 5 } as object),
      /unknown option "startMS", did you mean "startMs"/,
    ],
    ['VirtualClock', () => new VirtualClock({ startMs: '5' as unknown as number }), /option "startMs": .* got "5"/],
    ['VirtualClock', () => new VirtualClock({ startMs: NaN }), /option "startMs"/],
    ['advance', () => clock.advance(-1), /advance\(\): ms: expected a number of milliseconds, 0 or more, got -1/],
    ['advance', () => clock.advance('5' as unknown as number), /got "5"/],
    ['advance', () => clock.advance(Infinity), /ms: expected a time that ends, got Infinity/],
    ['jumpWallClock', () => clock.jumpWallClock(NaN), /ms: expected a number, got NaN/],
    ['setTimeout', () => clock.setTimeout('x' as unknown as () => void, 5), /fn: expected a function, got "x"/],
    ['runUntil', () => clock.runUntil(5 as unknown as Promise<void>), /promise: expected a promise, got 5/],
    ['runUntil', () => clock.runUntil(Promise.resolve(), { limit: 5 } as object), /unknown option "limit"/],
    ['runUntil', () => clock.runUntil(Promise.resolve(), { limitMs: -5 }), /option "limitMs": .* got -5/],
    ['SleepyClock', () => new SleepyClock({} as never), /option "clock": expected an object with the methods now/],
    ['sleep', () => new SleepyClock(clock).sleep(-1), /sleep\(\): ms: .* got -1/],
    ['seededRandom', () => seededRandom('42' as unknown as number), /^seededRandom\(\): seed: .* number, got "42"$/],
    ['seededRandom', () => seededRandom(1.5), /got 1.5/],
    ['bytes', () => random.bytes(-1), /n: expected a whole number, 0 or more, got -1/],
    ['MemoryNetwork', () => new MemoryNetwork(undefined as unknown as MemoryNetworkOptions), /got nothing/],
    ['MemoryNetwork', () => new MemoryNetwork({ clock, random: Math } as unknown as MemoryNetworkOptions), /option "random": expected an object with the methods next, bytes/], // prettier-ignore
    ['MemoryNetwork', () => new MemoryNetwork({ clock, random, fault: {} } as MemoryNetworkOptions), /unknown option "fault", did you/], // prettier-ignore
    ['MemoryNetwork', () => new MemoryNetwork({ clock, random, faults: { latencyMs: -1 } }), /option "latencyMs"/],
    [
      'setFaults',
      () => network.setFaults({ latency: 5 } as object),
      /setFaults\(\): unknown option "latency", did you/,
    ],
    ['setFaults', () => network.setFaults(undefined as unknown as object), /got nothing/],
    ['setFaults', () => network.setFaults({ latencyMs: [5, 1] }), /option "latencyMs": expected the lower one first/],
    ['setFaults', () => network.setFaults({ dropProbability: 2 }), /option "dropProbability": .* got 2/],
    ['setFaults', () => network.setFaults({ maxChunkBytes: 0 }), /option "maxChunkBytes": .* got 0/],
    ['setFaults', () => network.setFaults({ blackHole: 'yes' as unknown as boolean }), /"blackHole": expected true, false, 'toServer' or 'toClient', got "yes"/], // prettier-ignore
    ['setFaults', () => network.setFaults({}, 5 as unknown as string), /target: expected text, got 5/],
    ['dropConnections', () => network.dropConnections(null as unknown as string), /target: expected text, got null/],
    ['connect', () => network.connect({ ...target, port: '1' as unknown as number }, {} as never), /connect\(\): port: .* got "1"/], // prettier-ignore
    ['listen', () => network.listen({ ...target, host: 5 as unknown as string }, {} as never), /host: expected text, got 5/], // prettier-ignore
    ['listen', () => network.listen(target, undefined as never), /accept: expected a function, got nothing/],
    ['createBroker', () => createBroker(5 as never), /^createBroker: expected object, got 5$/],
    ['createBroker', () => createBroker({ dataDir: 'd', flush: 'now' as never }), /"flush": expected 'os', 'always' or \{ everyMs \}, got "now"$/], // prettier-ignore
    ['createBroker', () => createBroker({ configs: { 'num.io.threads': [] as never } }), /"configs.num.io.threads": expected text, a number, true or false, got/], // prettier-ignore
    ['replay', () => replay('r', { bootstrapServers: 5 as never }), /"bootstrapServers": expected "host:port", or an array of them, got 5$/], // prettier-ignore
    ['createBroker', () => createBroker({ node: 2 } as object), /unknown option "node", did you mean "nodes"\?/],
  ];
  for (const [what, call, message] of cases) {
    it(`${what}: ${String(message)}`, () => assertRefused(call, message));
  }

  it('changed nothing', () => {
    assert.deepEqual([clock.monotonic(), clock.pendingTimers, network.connectionCount], [0, 0, 0]);
    assert.equal(clock.now(), Date.UTC(2024, 0, 1));
  });
});

describe('options of createBroker that do not go together', () => {
  const wrong: [options: BrokerOptions, message: RegExp][] = [
    [{ port: 65_535, nodes: 3 }, /option "port": expected up to 65533 for 3 nodes, got 65535/],
    [{ flush: 'always' }, /option "flush": expected nothing without "dataDir", got "always"/],
    [{ topics: { orders: -1 } }, /option "topics\.orders": expected a number >=1, got -1/],
    [{ topics: { orders: 0 } }, /option "topics\.orders": expected a number >=1, got 0/],
    [{ topics: { orders: { partitions: 0 } } }, /topics\.orders/],
    [{ topics: { orders: 100_001 } }, /option "topics\.orders": expected a number <=100000, got 100001/],
    [{ topics: { orders: { partitions: 3_000_000 } } }, /topics\.orders/],
  ];
  for (const [options, message] of wrong) {
    it(JSON.stringify(options), () => assert.rejects(createBroker(options), message));
  }
});
