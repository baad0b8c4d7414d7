import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { atLeast, type KafkaNode, type KafkaServer, needsZooKeeper, startKafka } from '@k/tool-kafka';
import { type JavaTool, RACKS, type Target, type TargetNode, type UpgradableTarget } from './target.ts';

/**
 * A real Kafka, started for the suite and removed after it.
 * @param properties of every broker, beside those that tests have anyway
 */
export async function kafkaTarget(
  version: string,
  nodes = 1,
  properties: Readonly<Record<string, string>> = {},
): Promise<Target> {
  return targetOf(await startedKafka(version, nodes, properties));
}

/** Three nodes, each in a rack of its own, that name the closest replica to those who read (KIP-392, from 2.4 on). */
export async function rackedKafkaTarget(version: string): Promise<Target> {
  const selector = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';
  const properties = atLeast(version, '2.4') ? { 'replica.selector.class': selector } : {};
  return targetOf(await startedKafka(version, 3, properties, RACKS));
}

/** The same with three nodes that become a newer release. */
export async function upgradableKafkaTarget(from: string, to: string): Promise<UpgradableTarget> {
  const zooKeeper = needsZooKeeper(from);
  // With a ZooKeeper this says how they speak to each other; another release of it is another roll, and nothing to clients.
  const age = from.split('.').slice(0, 2).join('.');
  const kafka = await startedKafka(from, 3, zooKeeper ? { 'inter.broker.protocol.version': age } : {});
  return {
    ...targetOf(kafka),
    name: `Apache Kafka ${from}, upgraded to ${to}`,
    nodes: kafka.nodes.map((node) => ({ ...targetNodeOf(node), upgrade: () => node.startAs(to) })),
    upgradesTo: to,
    finishUpgrade: async () => {
      if (zooKeeper) return;
      const release = to.split('.').slice(0, 2).join('.');
      const args = ['--bootstrap-server', kafka.bootstrapServer, 'upgrade', '--release-version', release];
      await kafka.runTool('org.apache.kafka.tools.FeatureCommand', args);
    },
  };
}

function startedKafka(
  version: string,
  nodes: number,
  properties: Readonly<Record<string, string>>,
  racks?: readonly string[],
): Promise<KafkaServer> {
  return startKafka({
    version,
    nodes,
    ...(racks === undefined ? {} : { racks }),
    properties: { ...(nodes > 1 ? watchfulness(version) : {}), ...properties },
    log: (line) => {
      console.error(line);
    },
  });
}

function targetNodeOf(node: KafkaNode): TargetNode {
  return {
    id: node.id,
    address: node.addresses.get('PLAINTEXT') ?? '',
    stop: () => node.end(),
    kill: () => node.kill(),
    start: () => node.start(),
  };
}

/** A Kafka that runs, as a target. */
export function targetOf(kafka: KafkaServer): Target {
  const { version } = kafka;
  return {
    name: `Apache Kafka ${version}`,
    version,
    bootstrapServers: kafka.addresses('PLAINTEXT'),
    nodes: kafka.nodes.map(targetNodeOf),
    truncateBefore: async (topic, partition, offset) => {
      const file = path.join(kafka.dir, 'delete-records.json');
      await writeFile(file, JSON.stringify({ version: 1, partitions: [{ topic, partition, offset }] }));
      const args = ['--bootstrap-server', kafka.bootstrapServer, '--offset-json-file', file];
      const folder = atLeast(version, '3.6') ? 'org.apache.kafka.tools' : 'kafka.admin';
      const output = await kafka.runTool(`${folder}.DeleteRecordsCommand`, args);
      // The tool ends with 0 whatever became of the partitions.
      if (!output.includes(`low_watermark: ${offset}`)) throw new Error(`records were not deleted: ${output}`);
    },
    restart: () => kafka.restart(),
    close: () => kafka.stop(),
    ...(atLeast(version, '0.8.2')
      ? { readByConsole: (topic: string, count: number) => readByConsole(kafka, topic, count) }
      : {}),
    // Older ones have the other tools in an artifact that is not fetched.
    ...(atLeast(version, '3.0')
      ? { java: { dir: kafka.dir, run: (tool, args) => kafka.runTool(toolClass(tool, version), args) } }
      : {}),
  };
}

/** A broker that is gone is missed after seconds: the defaults of 9 s, and of 18 s with a ZooKeeper, are for other places. */
function watchfulness(version: string): Record<string, string> {
  return {
    ...(needsZooKeeper(version)
      ? // No less than two of ZooKeeper's ticks.
        { 'zookeeper.session.timeout.ms': '4000' }
      : { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' }),
    // Until a replica that has fallen silent is out of sync, acks all waits for it: 30 s by default.
    'replica.lag.time.max.ms': '10000',
    // Or leaders would move back in the middle of a test.
    'auto.leader.rebalance.enable': 'false',
  };
}

/** The consumers of 0.8 ask ZooKeeper; from 0.9 on there are the new ones, which have to be asked for until 0.10.1. */
async function readByConsole(kafka: KafkaServer, topic: string, count: number): Promise<string[]> {
  const { version, bootstrapServer, zooKeeperAddress = '' } = kafka;
  const where = ['--bootstrap-server', bootstrapServer];
  if (!atLeast(version, '0.9')) where.splice(0, 2, '--zookeeper', zooKeeperAddress);
  else if (!atLeast(version, '0.10.1')) where.unshift('--new-consumer');
  const what = ['--topic', topic, '--from-beginning', '--max-messages', String(count)];
  const output = await kafka.runTool(toolClass('console-consumer', version), [...where, ...what]);
  return output.split('\n').filter((line) => line !== '' && !line.startsWith('Processed a total of '));
}

/** The tools came from Scala to Java one by one (KAFKA-14525). */
export function toolClass(tool: JavaTool, version: string): string {
  const { name, inJavaSince, before = `kafka.admin.${name}` } = TOOLS[tool];
  return atLeast(version, inJavaSince) ? `org.apache.kafka.tools.${name}` : before;
}

interface ToolClass {
  readonly name: string;
  readonly inJavaSince: string;
  readonly before?: string;
}

const TOOLS: Readonly<Record<JavaTool, ToolClass>> = {
  'console-consumer': {
    name: 'consumer.ConsoleConsumer',
    inJavaSince: '3.8',
    before: 'kafka.tools.ConsoleConsumer',
  },
  'producer-performance': { name: 'ProducerPerformance', inJavaSince: '0.8' },
  acls: { name: 'AclCommand', inJavaSince: '4.0' },
  configs: { name: 'ConfigCommand', inJavaSince: '4.2' },
  'delegation-tokens': { name: 'DelegationTokenCommand', inJavaSince: '3.7' },
  features: { name: 'FeatureCommand', inJavaSince: '3.7' },
  'metadata-quorum': { name: 'MetadataQuorumCommand', inJavaSince: '3.5' },
  transactions: { name: 'TransactionsCommand', inJavaSince: '3.0' },
};
