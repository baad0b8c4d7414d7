import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { KafkaAdmin } from '@k/admin';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { compileJava } from './java.ts';
import { loadPeer, peerVersion } from '../peers.ts';

/** An admin client that is measured. What a job gives is how many milliseconds it took. */
export interface AdminClient {
  readonly label: string;
  describeTopics(topics: readonly string[]): Promise<number>;
  listGroups(): Promise<number>;
  groupLag(groupId: string): Promise<number>;
  /** How many requests it has sent by now. */
  requests(): Promise<number>;
  close(): Promise<void>;
}

/** By what they are called on the command line. */
export const CLIENTS: Readonly<Record<string, (bootstrapServer: string) => Promise<AdminClient>>> = {
  ours,
  kafkajs,
  java,
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function ours(bootstrapServers: string): Promise<AdminClient> {
  const admin = new KafkaAdmin({ bootstrapServers });
  let sent = 0;
  const count = (): void => {
    sent++;
  };
  subscribe('@k/cluster:request', count);
  await admin.connect();
  return {
    label: '@k/admin',
    describeTopics: (topics) => timed(() => admin.describeTopics(topics)),
    listGroups: () => timed(() => admin.listGroups()),
    groupLag: (groupId) => timed(() => admin.groupLag(groupId)),
    requests: () => Promise.resolve(sent),
    close: async () => {
      unsubscribe('@k/cluster:request', count);
      await admin.close();
    },
  };
}

/** As much of kafkajs as is used here. */
interface KafkajsAdmin {
  readonly events: { readonly REQUEST: string };
  on(event: string, listener: () => void): void;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  fetchTopicMetadata(asked: { topics: readonly string[] }): Promise<unknown>;
  listGroups(): Promise<unknown>;
  fetchOffsets(asked: { groupId: string }): Promise<{ topic: string; partitions: unknown[] }[]>;
  fetchTopicOffsets(topic: string): Promise<unknown>;
}

interface Kafkajs {
  readonly Kafka: new (options: object) => { admin(): KafkajsAdmin };
}

async function kafkajs(bootstrapServer: string): Promise<AdminClient> {
  const { Kafka } = await loadPeer<Kafkajs>('kafkajs');
  const admin = new Kafka({ brokers: [bootstrapServer], logLevel: 0, requestTimeout: 60_000 }).admin();
  let sent = 0;
  admin.on(admin.events.REQUEST, () => {
    sent++;
  });
  await admin.connect();
  return {
    label: `kafkajs ${peerVersion('kafkajs')}`,
    describeTopics: (topics) => timed(() => admin.fetchTopicMetadata({ topics })),
    listGroups: () => timed(() => admin.listGroups()),
    // It has no lag: what was committed, and then where each topic ends.
    groupLag: (groupId) =>
      timed(async () => {
        const committed = await admin.fetchOffsets({ groupId });
        for (const { topic } of committed) await admin.fetchTopicOffsets(topic);
      }),
    requests: () => Promise.resolve(sent),
    close: () => admin.disconnect(),
  };
}

/** In a Java of its own, which says how long each job took. */
async function java(bootstrapServer: string): Promise<AdminClient> {
  const { program, args } = await compileJava((line) => {
    console.error(line);
  });
  const child = spawn(program, [...args, bootstrapServer], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (...words: readonly string[]): Promise<number> => {
    child.stdin.write(`${words.join(' ')}\n`);
    const next: IteratorResult<string, undefined> = await lines.next();
    if (next.done === true) throw new Error(`Java's program ended at: ${words[0] ?? ''}`);
    return Number(next.value);
  };
  return {
    label: `Java's Admin ${DEFAULT_VERSION}`,
    describeTopics: (topics) => ask('describe', ...topics),
    listGroups: () => ask('list'),
    groupLag: (groupId) => ask('lag', groupId),
    requests: () => ask('requests'),
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}
