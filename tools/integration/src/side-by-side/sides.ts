import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBroker } from '@k/broker';
import { DEFAULT_USERS, startKafka } from '@k/tool-kafka';
import { targetOf as brokerTargetOf } from '../broker-target.ts';
import { targetOf as kafkaTargetOf } from '../kafka-target.ts';
import { Lab } from '../lab.ts';

/** The release whose answers are in test-fixtures/admin. */
export const RECORDED_VERSION = '4.4.0';

/**
 * One of the two that are compared: three brokers with the ids 0 to 2. Who comes in by PLAINTEXT is nobody and may do everything;
 * alice and bob come in by SASL, and may do what they are allowed to.
 */
export interface Side {
  readonly name: string;
  readonly lab: Lab;
  /** `host:port` of each broker's listener. */
  readonly servers: readonly string[];
  readonly saslServers: readonly string[];
  readonly passwords: Readonly<Record<string, string>>;
  /** What ends what was begun on it and goes on: members of groups, transactions. */
  readonly ends: (() => Promise<unknown>)[];
  /** For files; gone with it. */
  readonly dir: string;
  /** Waits until every broker knows what the last command has changed. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Small, and nothing of chance: no topic is made, and no leader moved, that nobody asked for. */
const NODES = 3;

export async function brokerSide(): Promise<Side> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'k-sides-'));
  const broker = await createBroker({
    nodes: NODES,
    asVersion: '4.4',
    keepProcessAlive: true,
    autoCreateTopics: false,
    defaultReplicationFactor: 1,
    authorizer: { superUsers: ['User:ANONYMOUS'] },
    delegationTokens: {},
    // Kafka's own default, where ours is for tests that do not wait.
    groupConsumerAssignmentIntervalMs: 1000,
    listeners: [{}, { sasl: { users: { ...DEFAULT_USERS } } }],
  });
  return {
    name: '@k/broker',
    lab: new Lab(brokerTargetOf(broker, '4.4')),
    servers: broker.bootstrapServers,
    saslServers: broker.bootstrapServersOf('SASL_PLAINTEXT'),
    passwords: DEFAULT_USERS,
    ends: [],
    dir,
    settle: () => Promise.resolve(),
    close: async () => {
      await broker.close();
      await rm(dir, { recursive: true });
    },
  };
}

/** How long a broker may take to hear from the controller what has changed. Nothing tells that it has. */
const SETTLE_MS = 400;

export async function kafkaSide(): Promise<Side> {
  const kafka = await startKafka({
    version: RECORDED_VERSION,
    nodes: NODES,
    firstNodeId: 0,
    listeners: ['SASL_PLAINTEXT'],
    properties: {
      'auto.create.topics.enable': 'false',
      'auto.leader.rebalance.enable': 'false',
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users': 'User:ANONYMOUS',
      'delegation.token.secret.key': 'secret of the side',
    },
    log: (line) => {
      console.error(line);
    },
  });
  const lab = new Lab(kafkaTargetOf(kafka));
  await makeCoordinators(lab);
  return {
    name: `Apache Kafka ${RECORDED_VERSION}`,
    lab,
    servers: kafka.addresses('PLAINTEXT'),
    saslServers: kafka.addresses('SASL_PLAINTEXT'),
    passwords: kafka.users,
    ends: [],
    dir: kafka.dir,
    settle: () => sleep(SETTLE_MS),
    close: () => kafka.stop(),
  };
}

/** The first who asks for one has the topic made that it keeps its state in, and is told to come again. */
async function makeCoordinators(lab: Lab): Promise<void> {
  await using cluster = lab.cluster();
  for (const kind of ['group', 'transaction'] as const)
    await cluster.coordinator(kind, 'nobody', { timeoutMs: 60_000 });
  // And has to read what is in its partition of the topic.
  await sleep(2000);
}
