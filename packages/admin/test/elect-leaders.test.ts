import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ElectLeaders, ErrorCode } from '@k/wire';
import { failure } from '@k/testing';
import { PartialResultError, settled, type TopicPartition } from '../src/index.ts';
import { Scripted } from './scripted.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const result = (topic: string, ...errorCodes: number[]): { topic: string; partitionResult: object[] } => ({
  topic,
  partitionResult: errorCodes.map((errorCode, partitionId) => ({ partitionId, errorCode })),
});

it('electLeaders() tells for each partition whether there was anything to do', async () => {
  await using script = await Scripted.start([ElectLeaders]);
  script.on(ElectLeaders, () => ({
    replicaElectionResults: [
      result('orders', 0, ErrorCode.ELECTION_NOT_NEEDED, ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE),
      result('refunds', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION),
    ],
  }));
  const partitions = [at(0), at(1), at(2), at(0, 'refunds')];
  const outcomes = await script.run(settled(script.admin().electLeaders('PREFERRED', partitions)));
  assert.deepEqual(outcomes.get(at(0))?.value, { elected: true });
  assert.deepEqual(outcomes.get(at(1))?.value, { elected: false });
  assert.match(outcomes.get(at(2))?.reason?.message ?? '', /^PREFERRED_LEADER_NOT_AVAILABLE.*orders-2/);
  assert.match(outcomes.get(at(0, 'refunds'))?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION.*refunds-0/);
  const [asked, ...more] = script.requests(ElectLeaders);
  assert.equal(more.length, 0, 'what the controller says is not asked twice');
  assert.equal(asked?.body.electionType, 0);
  assert.deepEqual(
    asked.body.topicPartitions?.map(({ topic, partitions: numbers }) => [topic, numbers]),
    [
      ['orders', [0, 1, 2]],
      ['refunds', [0]],
    ],
  );
});

it('electLeaders() for all partitions tells those that changed', async () => {
  await using script = await Scripted.start([ElectLeaders]);
  script.on(ElectLeaders, () => ({
    replicaElectionResults: [result('orders', 0, ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE)],
  }));
  const error = await script.run(failure(script.admin().electLeaders('UNCLEAN', null)));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual([...error.results], [[at(0), { elected: true }]]);
  assert.deepEqual([...error.errors.keys()], [at(1)]);
  const [asked] = script.requests(ElectLeaders);
  assert.equal(asked?.body.topicPartitions, null);
  assert.equal(asked.body.electionType, 1);
});

it('a refusal of the whole is the error of every partition', async () => {
  await using script = await Scripted.start([ElectLeaders]);
  script.on(ElectLeaders, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }));
  const admin = script.admin();
  const outcomes = await script.run(settled(admin.electLeaders('PREFERRED', [at(0), at(1)])));
  for (const { reason } of outcomes.values()) assert.match(reason?.message ?? '', /^CLUSTER_AUTHORIZATION_FAILED/);
  assert.equal(outcomes.size, 2);
  assert.match(
    (await script.run(failure(admin.electLeaders('PREFERRED', null)))).message,
    /^CLUSTER_AUTHORIZATION_FAILED/,
  );
});

it('the next controller is asked when the one before is none any more, told as a whole or by partition', async () => {
  await using script = await Scripted.start([ElectLeaders], { brokers: 2 });
  const admin = script.admin();
  for (const partitions of [[at(0)], null]) {
    script.controllerId = 1;
    script.on(ElectLeaders, ({ broker }) => {
      script.controllerId = 2;
      if (broker === 2) return { replicaElectionResults: [result('orders', 0)] };
      if (partitions === null) return { errorCode: ErrorCode.NOT_CONTROLLER };
      return { replicaElectionResults: [result('orders', ErrorCode.NOT_CONTROLLER)] };
    });
    const elected = await script.run(admin.electLeaders('PREFERRED', partitions));
    assert.equal(elected.get(at(0))?.elected, true);
  }
});

it('before Kafka 2.4 only preferred leaders are elected', async () => {
  await using script = await Scripted.start([ElectLeaders], { versions: { ElectLeaders: 0 } });
  script.on(ElectLeaders, () => ({ replicaElectionResults: [result('orders', 0)] }));
  const admin = script.admin();
  const unclean = await script.run(settled(admin.electLeaders('UNCLEAN', [at(0)])));
  assert.equal(unclean.get(at(0))?.reason?.name, 'UnsupportedVersionError');
  assert.match(unclean.get(at(0))?.reason?.message ?? '', /UNCLEAN needs Kafka 2\.4/);
  assert.equal((await script.run(admin.electLeaders('PREFERRED', [at(0)]))).get(at(0))?.elected, true);
});

it('what makes no sense is refused, and no partitions are not all of them', async () => {
  await using script = await Scripted.start([ElectLeaders]);
  const admin = script.admin();
  const refused = async (type: unknown, partitions: unknown, message: RegExp): Promise<void> => {
    const call = admin.electLeaders(type as 'PREFERRED', partitions as null);
    await assert.rejects(call, { name: 'ConfigError', message });
  };
  await refused('PREFERED', null, /electionType/);
  await refused('PREFERRED', undefined, /partitions/);
  await refused('PREFERRED', ['orders'], /partitions\.0/);
  await refused('PREFERRED', [at(0), at(0)], /partitions: .*once, got .*orders-0/);
  assert.equal((await script.run(admin.electLeaders('UNCLEAN', []))).size, 0);
  assert.deepEqual(script.seen, []);
});
