import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DEFAULT_VERSION, startKafka } from '@k/tool-kafka';

/** What is measured: a process with a broker. */
export interface BrokerTarget {
  readonly title: string;
  readonly bootstrapServer: string;
  /** Of the process, whose memory is looked at. */
  readonly pid: number;
  close(): Promise<void>;
}

/** The built command, as it is published. */
const COMMAND = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@k/broker/package.json')),
  'dist/kafka-broker.js',
);

export const TARGETS = { command: openCommand, kafka: openKafka } as const;
export type TargetName = keyof typeof TARGETS;

/** Starts it, and resolves when clients may come. */
export const openTarget = (name: TargetName): Promise<BrokerTarget> => TARGETS[name]();

async function openCommand(): Promise<BrokerTarget> {
  const args = ['--port', '0', '--quiet', '--exit-with-stdin'];
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    title: `@k/broker, the command, Node ${process.version}`,
    bootstrapServer: line.replace('ready ', ''),
    pid: child.pid ?? 0,
    close: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

/** With the heap that its own script gives it. */
async function openKafka(): Promise<BrokerTarget> {
  const kafka = await startKafka({ version: DEFAULT_VERSION, jvmOptions: ['-Xmx1g', '-Xms1g', '-XX:+UseG1GC'] });
  return {
    title: `Apache Kafka ${kafka.version}`,
    bootstrapServer: kafka.bootstrapServer,
    pid: kafka.nodes[0]?.pid ?? 0,
    close: () => kafka.stop(),
  };
}
