import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { kafkaCodecs } from '@k/codec';
import {
  ApiVersions,
  ErrorCode,
  GetTelemetrySubscriptions,
  IncrementalAlterConfigs,
  PushTelemetry,
  type GetTelemetrySubscriptionsResponse,
  ZERO_UUID,
} from '@k/wire';
import { ConfigError, type BrokerEvent, type BrokerOptions, type TelemetryPush } from '../../src/index.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';

const IDS: Readonly<Record<string, string>> = {
  A: 'AAECAwQFBgcICQoLDA0ODw',
  Z: ZERO_UUID,
  O: 'AAAAAAAAAAAAAAAAAAAAAQ',
};

const errorName = (code: number): string => Object.entries(ErrorCode).find(([, each]) => each === code)?.[0] ?? '?';

/** A broker that takes telemetry, and one client of it. */
class World {
  readonly simulated: Simulated;
  client: RawClient;
  lastSubscription = 0;

  private constructor(simulated: Simulated, client: RawClient) {
    this.simulated = simulated;
    this.client = client;
  }

  static async start(options: BrokerOptions = {}): Promise<World> {
    const simulated = await Simulated.start({ telemetry: true, ...options });
    const world = new World(simulated, await simulated.client());
    await world.introduce();
    return world;
  }

  get broker(): Simulated['broker'] {
    return this.simulated.broker;
  }

  async introduce(): Promise<void> {
    const software = { clientSoftwareName: 'lib', clientSoftwareVersion: '1.5' };
    assert.equal((await this.simulated.run(this.client.request(ApiVersions, 3, software))).errorCode, 0);
  }

  async reconnect(): Promise<void> {
    this.client.close();
    this.client = await this.simulated.client();
    await this.introduce();
  }

  /** Sets a subscription; without settings it goes. */
  async subscribe(name: string, settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const gone = ['metrics', 'interval.ms', 'match'].filter((key) => settings[key] === undefined);
    const configs = [
      ...Object.entries(settings).map(([key, value]) => ({ name: key, value, configOperation: 0 })),
      ...gone.map((key) => ({ name: key, value: null, configOperation: 1 })),
    ];
    const { responses } = await this.simulated.run(
      this.client.request(IncrementalAlterConfigs, 1, {
        resources: [{ resourceType: 16, resourceName: name, configs }],
      }),
    );
    assert.equal(responses[0]?.errorCode, ErrorCode.NONE);
  }

  async ask(clientInstanceId = ZERO_UUID): Promise<GetTelemetrySubscriptionsResponse> {
    const answer = await this.simulated.run(this.client.request(GetTelemetrySubscriptions, 0, { clientInstanceId }));
    if (answer.errorCode === 0) this.lastSubscription = answer.subscriptionId;
    return answer;
  }

  /** @returns the error code */
  async push(
    clientInstanceId: string,
    metrics: Buffer,
    { terminating = false, compressionType = 0 }: { terminating?: boolean; compressionType?: number } = {},
  ): Promise<number> {
    const subscriptionId = this.lastSubscription;
    const body = { clientInstanceId, subscriptionId, terminating, compressionType, metrics };
    return (await this.simulated.run(this.client.request(PushTelemetry, 0, body))).errorCode;
  }
}

function compressed(id: number, plain: Buffer): Buffer {
  const codec = kafkaCodecs.find((each) => each.id === id);
  assert.ok(codec);
  return codec.compress(plain, { magic: 2 });
}

function metricsOf(what: string, compressionType: number): Buffer {
  if (what === 'bad') return Buffer.of(1, 2, 3, 4, 5, 6, 7, 8);
  if (what === 'large' || what === 'good')
    return compressed(compressionType, Buffer.alloc(what === 'large' ? 101 : 100));
  return Buffer.alloc(Number(what));
}

/** Does one line of the fixture, and tells the answer in its words. */
async function done(world: World, step: string): Promise<string> {
  const [verb, name = '', ...more] = step.split(' ');
  if (verb === 'wait') await world.simulated.clock.advance(Number(name));
  if (verb === 'gone') await world.reconnect();
  if (verb === 'sub') {
    const settings = (more[0] ?? '').split(';').filter((each) => each !== '');
    const pairs = settings.map((each): [string, string] => {
      const equals = each.indexOf('=');
      return [each.slice(0, equals), each.slice(equals + 1)];
    });
    await world.subscribe(name, Object.fromEntries(pairs));
  }
  if (verb === 'get') {
    const answer = await world.ask(IDS[name]);
    if (answer.errorCode !== 0) return `${errorName(answer.errorCode)} ${answer.clientInstanceId}`;
    const { subscriptionId, pushIntervalMs, requestedMetrics, acceptedCompressionTypes, telemetryMaxBytes, deltaTemporality } = answer; // prettier-ignore
    return `${subscriptionId} ${pushIntervalMs} [${requestedMetrics.join(', ')}] [${acceptedCompressionTypes.join(', ')}] ${telemetryMaxBytes} ${deltaTemporality}`;
  }
  if (verb === 'push') {
    const [, terminating, compression, metrics = ''] = more;
    const compressionType = Number(compression);
    const before = world.broker.telemetry.length;
    const options = { terminating: terminating === '1', compressionType };
    const errorCode = await world.push(IDS[name] as string, metricsOf(metrics, compressionType), options);
    const kept = world.broker.telemetry[before]?.metrics.length ?? -1;
    return `${errorName(errorCode)} ${kept}`;
  }
  return '';
}

describe('telemetry of clients', () => {
  it('is asked for, taken and refused as by Kafka 4.4.0', async () => {
    const fixture = readFileSync(new URL('../../../test/fixtures/kafka-4.4.0-telemetry.tsv', import.meta.url), 'utf8');
    const lines = fixture.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const world = await World.start({ configs: { 'telemetry.max.bytes': 100 } });
    const port = world.broker.connections[0]?.remoteAddress.split(':')[1] ?? '';
    const said: string[] = [];
    for (const line of lines) {
      const [step = ''] = line.split('\t');
      const answer = await done(world, step.replace('127[.]0[.].*', 'mem.*').replace('4242', port));
      said.push(answer === '' ? step : `${step}\t${answer}`);
    }
    assert.deepEqual(said, lines);
    assert.ok(lines.length > 60);
    await world.simulated.stop();
  });

  it('is kept with who sent it, decompressed, and told as an event', async () => {
    const world = await World.start({ nodes: 2 });
    const { broker, clock } = world.simulated;
    const events: BrokerEvent[] = [];
    broker.observe((event) => events.push(event));
    await world.subscribe('all', { metrics: '*', 'interval.ms': '1000' });
    const another = (await world.ask()).clientInstanceId;
    const { clientInstanceId } = await world.ask();
    assert.match(clientInstanceId, /^[\w-]{22}$/);
    assert.notEqual(clientInstanceId, another, 'a new one for everybody');
    const metrics = Buffer.from('some metrics, some metrics, some metrics');
    const accepted = [0, ...kafkaCodecs.map(({ id }) => id)];
    for (const id of accepted) {
      const sent = id === 0 ? metrics : compressed(id, metrics);
      assert.equal(await world.push(clientInstanceId, sent, { compressionType: id }), ErrorCode.NONE);
      await clock.advance(1000);
    }
    world.client = await world.simulated.client(1);
    assert.equal(await world.push(clientInstanceId, metrics, { terminating: true }), ErrorCode.NONE);
    const kept = broker.telemetry;
    assert.deepEqual(kept.map((push) => push.metrics.toString()), Array.from(kept, () => metrics.toString())); // prettier-ignore
    assert.deepEqual(kept[0], {
      nodeId: 0,
      clientInstanceId,
      clientId: 'raw',
      clientSoftwareName: 'lib',
      clientSoftwareVersion: '1.5',
      terminating: false,
      metrics,
      receivedAtMs: Math.floor(clock.now()) - 1000 * accepted.length,
    });
    const { nodeId, terminating, clientSoftwareName } = kept.at(-1) as TelemetryPush;
    assert.deepEqual([nodeId, terminating, clientSoftwareName], [1, true, 'unknown'], 'who says nothing of itself');
    const told = events.filter((event) => event.type === 'telemetry');
    assert.deepEqual(
      told,
      kept.map((push, i) => ({ type: 'telemetry', connectionId: i < accepted.length ? 0 : 1, ...push })),
    );
    await world.simulated.stop();
  });

  it('is forgotten of clients that say nothing, and of those heard of first where there are too many', async () => {
    const world = await World.start();
    const { clock } = world.simulated;
    const { clientInstanceId: first, subscriptionId } = await world.ask();
    /** Whether it is still known that this client has ended. */
    const isKnown = async (): Promise<boolean> => {
      world.lastSubscription = subscriptionId;
      return (await world.push(first, Buffer.of(1), { terminating: true })) === ErrorCode.INVALID_REQUEST;
    };
    const others = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) await world.ask();
    };
    assert.equal(await isKnown(), false);
    await clock.advance(899_999);
    assert.equal(await isKnown(), true);
    await clock.advance(900_000);
    assert.equal(await isKnown(), false, 'three intervals later');
    await others(16_383);
    assert.equal(await isKnown(), true);
    await others(1);
    assert.equal(await isKnown(), true, 'heard of since');
    await others(16_384);
    assert.equal(await isKnown(), false);
    await world.simulated.stop();
  });

  it('is kept of the last 1,000 pushes', async () => {
    const world = await World.start();
    await world.subscribe('often', { metrics: '*', 'interval.ms': '100' });
    const { clientInstanceId } = await world.ask();
    for (let i = 0; i < 1002; i++) {
      const metrics = Buffer.alloc(4);
      metrics.writeInt32BE(i);
      assert.equal(await world.push(clientInstanceId, metrics), ErrorCode.NONE);
      await world.simulated.clock.advance(100);
    }
    const { telemetry } = world.broker;
    assert.deepEqual([telemetry.length, telemetry[0]?.metrics.readInt32BE(), telemetry.at(-1)?.metrics.readInt32BE()], [1000, 2, 1001]); // prettier-ignore
    await world.simulated.stop();
  });

  it('is announced when it is switched on, as a release that has it', async () => {
    const announced = async (options: BrokerOptions): Promise<unknown[]> => {
      const simulated = await Simulated.start(options);
      const { apiKeys } = await simulated.run((await simulated.client()).request(ApiVersions, 0, {}));
      await simulated.stop();
      const keys = apiKeys.map(({ apiKey }) => apiKey);
      assert.deepEqual(keys, keys.toSorted((a, b) => a - b)); // prettier-ignore
      return apiKeys.filter(({ apiKey }) => apiKey === 71 || apiKey === 72).map(({ apiKey, minVersion, maxVersion }) => [apiKey, minVersion, maxVersion]); // prettier-ignore
    };
    const both = [
      [71, 0, 0],
      [72, 0, 0],
    ];
    assert.deepEqual(await announced({}), []);
    assert.deepEqual(await announced({ asVersion: '4.4' }), []);
    assert.deepEqual(await announced({ telemetry: true }), both);
    assert.deepEqual(await announced({ telemetry: true, asVersion: '3.9' }), both);
    await assert.rejects(
      Simulated.start({ telemetry: true, asVersion: '2.8' }),
      (error) =>
        error instanceof ConfigError && /Kafka 2.8 has no telemetry of clients.* 3.9 or newer/.test(error.message),
    );
    // A node that is not upgraded yet.
    const simulated = await Simulated.start({ telemetry: true });
    await simulated.run(simulated.broker.stop(0));
    await simulated.run(simulated.broker.start(0, { asVersion: '2.8' }));
    const client = await simulated.client();
    await assert.rejects(simulated.run(client.request(GetTelemetrySubscriptions, 0, {})), /the connection was closed/);
    await simulated.stop();
  });
});
