import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CreateTopics, DescribeConfigs, ErrorCode, IncrementalAlterConfigs } from '@k/wire';
import { ConfigError, createBroker, type BrokerOptions } from '../../src/index.ts';
import { ConsumerClient } from '../group/consumer-support.ts';
import { produceTo } from '../support/calls.ts';
import { batchOf } from '../support/records.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';

const [TOPIC, BROKER, GROUP] = [2, 4, 32] as const;

/** Sets settings, or takes them back where the value is null. */
async function alter(
  client: RawClient,
  [resourceType, resourceName]: readonly [number, string],
  changes: Readonly<Record<string, string | null>>,
): Promise<void> {
  const { responses } = await client.request(IncrementalAlterConfigs, 1, {
    resources: [
      {
        resourceType,
        resourceName,
        configs: Object.entries(changes).map(([name, value]) => ({ name, value, configOperation: value === null ? 1 : 0 })), // prettier-ignore
      },
    ],
  });
  assert.deepEqual(responses.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]), [[0, null]]); // prettier-ignore
}

async function told(client: RawClient, resource: readonly [number, string], name: string): Promise<unknown[]> {
  const [resourceType, resourceName] = resource;
  const { results } = await client.request(DescribeConfigs, 4, {
    resources: [{ resourceType, resourceName, configurationKeys: [name] }],
  });
  return (results[0]?.configs ?? []).map(({ value, configSource }) => [value, configSource]);
}

async function simulated(options: BrokerOptions = {}): Promise<{ world: Simulated; client: RawClient }> {
  const world = await Simulated.start(options);
  return { world, client: await world.client() };
}

describe('settings that are altered at run time', () => {
  it('act from the next request on, and no longer when they are taken back', async () => {
    const { world, client } = await simulated();
    const { broker } = world;
    broker.createTopic('t');
    const send = async (values: string[]): Promise<number> =>
      (await world.run(produceTo(client, { name: 't' }, 0, batchOf(values)))).errorCode;
    assert.equal(await send(['x'.repeat(300)]), ErrorCode.NONE);
    await world.run(alter(client, [TOPIC, 't'], { 'max.message.bytes': '200' }));
    assert.equal(await send(['x'.repeat(300)]), ErrorCode.MESSAGE_TOO_LARGE);
    await world.run(alter(client, [TOPIC, 't'], { 'max.message.bytes': null, 'cleanup.policy': 'compact' }));
    assert.equal(await send(['x'.repeat(300)]), ErrorCode.INVALID_RECORD, 'no keys');
    await world.run(alter(client, [TOPIC, 't'], { 'cleanup.policy': null, 'message.timestamp.before.max.ms': '1000' }));
    assert.equal(await send(['x']), ErrorCode.INVALID_TIMESTAMP);
    await world.run(
      alter(client, [TOPIC, 't'], {
        'message.timestamp.before.max.ms': null,
        'message.timestamp.type': 'LogAppendTime',
        'compression.type': 'gzip',
      }),
    );
    const answer = await world.run(produceTo(client, { name: 't' }, 0, batchOf(['y'])));
    assert.equal(Number(answer.logAppendTimeMs), Math.floor(world.clock.now()));
    assert.equal((broker.log('t', 0).read(1, 1000, true).readInt16BE(21) & 7), 1, 'gzip'); // prettier-ignore
    await world.stop();
  });

  it('of brokers hold for topics that do not set them, each broker its own', async () => {
    const { world, client } = await simulated({ nodes: 2 });
    const second = await world.client(1);
    const { broker } = world;
    broker.createTopic('led-by-0', { assignment: [[0]] });
    broker.createTopic('led-by-1', { assignment: [[1]] });
    broker.createTopic('own', { assignment: [[0]], config: { 'max.message.bytes': 5000 } });
    const sent = async (topic: string, from: RawClient): Promise<number> =>
      (await world.run(produceTo(from, { name: topic }, 0, batchOf(['x'.repeat(300)])))).errorCode;
    await world.run(alter(client, [BROKER, '0'], { 'message.max.bytes': '200' }));
    assert.equal(await sent('led-by-0', client), ErrorCode.MESSAGE_TOO_LARGE);
    assert.equal(await sent('led-by-1', second), ErrorCode.NONE);
    assert.equal(await sent('own', client), ErrorCode.NONE);
    await world.run(alter(client, [BROKER, ''], { 'message.max.bytes': '100' }));
    assert.equal(await sent('led-by-1', second), ErrorCode.MESSAGE_TOO_LARGE);
    assert.deepEqual(await world.run(told(client, [TOPIC, 'led-by-0'], 'max.message.bytes')), [['200', 2]]);
    assert.deepEqual(await world.run(told(second, [TOPIC, 'led-by-0'], 'max.message.bytes')), [['100', 3]]);
    await world.run(alter(client, [BROKER, '0'], { 'message.max.bytes': null }));
    await world.run(alter(client, [BROKER, ''], { 'message.max.bytes': null }));
    assert.equal(await sent('led-by-0', client), ErrorCode.NONE);
    assert.deepEqual(await world.run(told(client, [TOPIC, 'led-by-0'], 'max.message.bytes')), [['1048588', 5]]);
    await world.stop();
  });

  it('of a group hold for its members from their next heartbeat on', async () => {
    const { world, client } = await simulated({ groupConsumerSessionTimeoutMs: 45_000 });
    const member = new ConsumerClient(client, 'm');
    const joined = await world.run(member.join(['t']));
    assert.equal(joined.heartbeatIntervalMs, 5000);
    await world.run(alter(client, [GROUP, 'g'], { 'consumer.session.timeout.ms': '60000', 'consumer.heartbeat.interval.ms': '7000' })); // prettier-ignore
    assert.equal((await world.run(member.send())).heartbeatIntervalMs, 7000);
    await world.clock.advance(59_000);
    assert.equal(world.broker.group('g')?.members.length, 1);
    await world.clock.advance(1000);
    assert.equal(world.broker.group('g')?.members.length, 0);
    await world.stop();
  });

  it('go with their topic', async () => {
    const { world, client } = await simulated();
    world.broker.createTopic('t');
    await world.run(alter(client, [TOPIC, 't'], { 'retention.ms': '5000' }));
    world.broker.deleteTopic('t');
    world.broker.createTopic('t');
    assert.deepEqual(await world.run(told(client, [TOPIC, 't'], 'retention.ms')), [['604800000', 5]]);
    await world.stop();
  });

  it('are still there after a restart', async () => {
    const { world, client } = await simulated();
    world.broker.createTopic('t');
    await world.run(alter(client, [TOPIC, 't'], { 'retention.ms': '5000' }));
    await world.run(alter(client, [BROKER, '0'], { 'log.segment.bytes': '2000000' }));
    await world.run(alter(client, [GROUP, 'g'], { 'consumer.session.timeout.ms': '50000' }));
    await world.run(world.broker.restart());
    const again = await world.client();
    assert.deepEqual(await world.run(told(again, [TOPIC, 't'], 'retention.ms')), [['5000', 1]]);
    assert.deepEqual(await world.run(told(again, [TOPIC, 't'], 'segment.bytes')), [['2000000', 2]]);
    assert.deepEqual(await world.run(told(again, [GROUP, 'g'], 'consumer.session.timeout.ms')), [['50000', 8]]);
    await world.stop();
  });
});

describe('settings that a broker is started with', () => {
  it('are told as its own, and hold for topics', async () => {
    const { world, client } = await simulated({
      configs: { 'log.retention.minutes': 2, 'log.cleanup.policy': 'delete,compact' },
      messageMaxBytes: 4000,
    });
    world.broker.createTopic('t');
    assert.deepEqual(await world.run(told(client, [BROKER, '0'], 'log.retention.minutes')), [['2', 4]]);
    assert.deepEqual(await world.run(told(client, [BROKER, '0'], 'message.max.bytes')), [['4000', 4]]);
    assert.deepEqual(await world.run(told(client, [TOPIC, 't'], 'max.message.bytes')), [['4000', 4]]);
    assert.deepEqual(await world.run(told(client, [TOPIC, 't'], 'cleanup.policy')), [['delete,compact', 4]]);
    // As Kafka tells it: the setting in minutes is no synonym of the one in ms.
    assert.deepEqual(await world.run(told(client, [TOPIC, 't'], 'retention.ms')), [['120000', 5]]);
    await world.stop();
  });

  it('tell the authorizer, where there is one', async () => {
    const kafka = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
    const toldBy = async (options: BrokerOptions): Promise<unknown> => {
      const { world, client } = await simulated(options);
      const [answer] = await world.run(told(client, [BROKER, '0'], 'authorizer.class.name'));
      await world.stop();
      return answer;
    };
    assert.deepEqual(await toldBy({}), ['', 5]);
    assert.deepEqual(await toldBy({ authorizer: { superUsers: ['User:ANONYMOUS'] } }), [kafka, 4]);
  });

  it('are checked', async () => {
    const refused = async (configs: Record<string, string | number>, options: BrokerOptions = {}): Promise<string> =>
      await createBroker({ ...options, configs }).then(
        (broker) => broker.close().then(() => 'taken'),
        (error: unknown) => (ConfigError.is(error) ? error.message : String(error)),
      );
    assert.match(await refused({ 'no.such': 1 }), /Kafka 4\.4 has no no\.such/);
    assert.match(await refused({ 'log.segment.bytes': 'x' }), /log\.segment\.bytes: Not a number of type INT/);
    assert.match(
      await refused({ 'message.max.bytes': 5 }),
      /message\.max\.bytes has an option of its own: "messageMaxBytes", beside "configs"/,
    );
    assert.match(await refused({ 'broker.id': 5 }), /broker\.id follows from other options/);
  });
});

describe('settings as older releases have them', () => {
  it('are those of the release', async () => {
    const names = async (asVersion: BrokerOptions['asVersion']): Promise<Set<string>> => {
      const { world, client } = await simulated({ asVersion });
      const answer = await world.run(
        client.request(CreateTopics, 5, { topics: [{ name: 't', numPartitions: 1, replicationFactor: 1 }] }),
      );
      await world.stop();
      return new Set(answer.topics[0]?.configs?.map(({ name, value }) => `${name}=${String(value)}`));
    };
    const [of28, of44] = [await names('2.8'), await names('4.4')];
    assert.ok(of28.has('message.format.version=2.8-IV1') && !of44.has('message.format.version=2.8-IV1'));
    assert.ok(of28.has('message.timestamp.difference.max.ms=9223372036854775807'));
    assert.ok(of44.has('message.timestamp.after.max.ms=3600000'));
    assert.equal([...of28].filter((each) => each.startsWith('remote.')).length, 0);
  });
});
