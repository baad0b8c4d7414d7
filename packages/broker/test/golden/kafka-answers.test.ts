import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createBroker, type PlayedRelease } from '../../src/index.ts';
import { probeCluster } from './cluster-probes.ts';
import { probeConfigs } from './config-probes.ts';
import { probeConsumerGroups } from './consumer-group-probes.ts';
import { probeFetchSessions } from './fetch-session-probes.ts';
import { probeGroups } from './group-probes.ts';
import { probeGroupTools } from './group-tool-probes.ts';
import { probeLeaderEpochs } from './leader-epoch-probes.ts';
import { probeLogs } from './log-probes.ts';
import { probeOtherGroups } from './other-group-probes.ts';
import { Probe, type Answers } from './probe.ts';
import { probeRecords } from './record-probes.ts';
import { probeRules } from './rule-probes.ts';
import { probeTransactions } from './transaction-probes.ts';

/**
 * What a real Apache Kafka 4.4.0 answered to the same requests (one node in KRaft mode, defaults but
 * group.initial.rebalance.delay.ms=0, group.consumer.assignment.interval.ms=0, group.consumer.max.size=4, auto.create.topics.enable
 * as it comes, and log.initial.task.delay.ms=6000000, as retention would take the records, which are of 2023). Recorded with
 *   RECORD_KAFKA=host:port node --test packages/broker/dist/test/golden/kafka-answers.test.js
 */
const FIXTURES: readonly [file: string, ...probes: ((probe: Probe) => Promise<void>)[]][] = [
  // First: the others make a group without a name.
  ['kafka-4.4.0-group-tools.json', probeGroupTools],
  ['kafka-4.4.0-answers.json', probeRecords, probeGroups, probeRules],
  ['kafka-4.4.0-transactions.json', probeTransactions],
  ['kafka-4.4.0-consumer-groups.json', probeConsumerGroups],
  ['kafka-4.4.0-configs.json', probeConfigs],
  ['kafka-4.4.0-fetches.json', probeFetchSessions, probeLeaderEpochs],
  ['kafka-4.4.0-cluster.json', probeCluster],
  ['kafka-4.4.0-other-groups.json', probeOtherGroups],
];

async function answersOf(address: string, probes: readonly ((probe: Probe) => Promise<void>)[]): Promise<Answers> {
  const probe = await Probe.on(address, `probe-${Date.now().toString(36)}`);
  for (const each of probes) await each(probe);
  probe.close();
  return probe.answers;
}

async function ownAnswers(
  probes: readonly ((probe: Probe) => Promise<void>)[],
  asVersion?: PlayedRelease,
): Promise<Answers> {
  await using broker = await createBroker({ autoCreateTopics: false, groupConsumerMaxSize: 4, asVersion });
  return await answersOf(broker.bootstrapServers[0] as string, probes);
}

function fixtureOf(file: string): URL {
  return new URL(`../../../test/fixtures/${file}`, import.meta.url);
}

for (const [file, ...probes] of FIXTURES) {
  await describe(`beside a real Kafka 4.4.0: ${file}`, async () => {
    const fixture = fixtureOf(file);
    const record = process.env['RECORD_KAFKA'];
    if (record !== undefined) writeFileSync(fixture, `${JSON.stringify(await answersOf(record, probes), null, 1)}\n`);
    const kafka = JSON.parse(readFileSync(fixture, 'utf8')) as Answers;
    const ours = await ownAnswers(probes);

    it('was asked the same questions', () => {
      assert.deepEqual(Object.keys(ours), Object.keys(kafka));
      assert.ok(Object.keys(kafka).length > 40);
    });
    for (const [what, answer] of Object.entries(kafka)) {
      it(what, () => {
        assert.deepEqual(ours[what], answer);
      });
    }
  });
}

/** What a 4.3.1 with the same settings answered otherwise than the 4.4.0; to all the rest it answered the same. */
await describe('beside a real Kafka 4.3.1: consumer groups', async () => {
  const read = (file: string): Answers => JSON.parse(readFileSync(fixtureOf(file), 'utf8')) as Answers;
  const otherwise = read('kafka-4.3.1-consumer-groups.json');
  const ours = await ownAnswers([probeConsumerGroups], '4.3');
  for (const [what, answer] of Object.entries(otherwise)) {
    it(what, () => {
      assert.deepEqual(ours[what], answer);
    });
  }

  it('as a 4.4.0 in the rest', () => {
    assert.deepEqual(ours, { ...read('kafka-4.4.0-consumer-groups.json'), ...otherwise });
  });
});

/**
 * What is left of logs: of a 4.4.0 with log.cleaner.backoff.ms=100, log.retention.check.interval.ms=500 and
 * log.initial.task.delay.ms=500, which looks after them as often.
 */
await describe('beside a real Kafka 4.4.0: logs', async () => {
  const fixture = fixtureOf('kafka-4.4.0-logs.json');
  const record = process.env['RECORD_KAFKA_LOGS'];
  if (record !== undefined)
    writeFileSync(fixture, `${JSON.stringify(await answersOf(record, [probeLogs]), null, 1)}\n`);
  const kafka = JSON.parse(readFileSync(fixture, 'utf8')) as Answers;
  const configs = {
    'log.cleaner.backoff.ms': 20,
    'log.retention.check.interval.ms': 20,
    'log.initial.task.delay.ms': 20,
  };
  await using broker = await createBroker({ autoCreateTopics: false, configs });
  const ours = await answersOf(broker.bootstrapServers[0] as string, [(probe) => probeLogs(probe, 60)]);

  it('was asked the same questions', () => {
    assert.deepEqual(Object.keys(ours), Object.keys(kafka));
  });
  for (const [what, answer] of Object.entries(kafka)) {
    it(what, () => {
      assert.deepEqual(ours[what], answer);
    });
  }
});
