import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEFAULT_VERSION, MissingPrerequisiteError, checkPrerequisites, startKafka } from '@k/tool-kafka';

/** What all clients are run against. */
export interface BenchCluster {
  readonly name: string;
  readonly bootstrapServer: string;
  close(): Promise<void>;
}

/** @param on `kafka`, `broker`, or the address of a cluster that runs; undefined: a real Kafka where that can be had */
export async function openCluster(on: string | undefined): Promise<BenchCluster> {
  if (on !== undefined && on.includes(':')) return { name: on, bootstrapServer: on, close: () => Promise.resolve() };
  if (on === 'broker') return openBroker();
  try {
    await checkPrerequisites(DEFAULT_VERSION);
  } catch (error) {
    if (on === 'kafka' || !(error instanceof MissingPrerequisiteError)) throw error;
    console.error(`${error.message} Measuring on @k/broker instead.`);
    return openBroker();
  }
  const log = (line: string): void => {
    console.error(line);
  };
  const kafka = await startKafka({ jvmOptions: ['-Xmx2g', '-Xms2g'], log });
  return {
    name: `Apache Kafka ${kafka.version}`,
    bootstrapServer: kafka.bootstrapServer,
    close: () => kafka.stop(),
  };
}

async function openBroker(): Promise<BenchCluster> {
  const program = fileURLToPath(new URL('broker-process.js', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    name: '@k/broker',
    bootstrapServer: address,
    close: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
