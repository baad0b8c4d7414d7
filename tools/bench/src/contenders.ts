import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { JAVA, type Kind, OURS, kindOf } from './clients/names.ts';
import { JAVA_LABEL, openJava } from './java.ts';
import { installNative, isInstalled, peerVersion, peersNode } from './peers.ts';
import type { Measurement, Task } from './scenario.ts';

const run = promisify(execFile);

/** One measurement takes some seconds, on a busy machine a minute; a client that hangs is stopped. */
const LIMIT_MS = 600_000;
const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));

/** A client on one Node; a row of the table in each scenario. */
export interface Contender {
  readonly client: string;
  readonly kind: Kind;
  readonly label: string;
  /** Whether it runs on the newer Node, which the peers need. */
  readonly newNode: boolean;
  measure(task: Task): Promise<Measurement>;
}

/** A client on the Node that runs this. */
export function onThisNode(client: string): Contender {
  return onNode(client, process.execPath, process.version, false);
}

/**
 * Every client on the Node beside the peers; ours also on the Node that runs this, and there alone what is native.
 * @param named whether what is missing is to be installed
 */
export async function contendersOf(clients: readonly string[], named: boolean): Promise<Contender[]> {
  const node = peersNode() ?? process.execPath;
  const version = (await run(node, ['--version'])).stdout.trim();
  const contenders: Contender[] = [];
  for (const client of clients) {
    if (kindOf(client) === 'foreign') {
      try {
        contenders.push(client === JAVA ? await withJava() : await withNative(client, named));
      } catch (error) {
        if (!(error instanceof MissingPrerequisiteError)) throw error;
        console.log(`without ${client}: ${error.message}`);
      }
      continue;
    }
    contenders.push(onNode(client, node, version, true));
    if (client === OURS && version !== process.version) contenders.push(onThisNode(client));
  }
  return contenders;
}

async function withJava(): Promise<Contender> {
  const measure = await openJava((line) => {
    console.error(line);
  });
  return { client: JAVA, kind: kindOf(JAVA), label: JAVA_LABEL, newNode: false, measure };
}

async function withNative(client: string, named: boolean): Promise<Contender> {
  if (!named && !isInstalled(client)) {
    throw new MissingPrerequisiteError('it is not installed; --clients with its name does that');
  }
  await installNative(client);
  return onThisNode(client);
}

function onNode(client: string, node: string, nodeVersion: string, newNode: boolean): Contender {
  const kind = kindOf(client);
  const version = kind === 'peer' || kind === 'foreign' ? ` ${peerVersion(client)}` : '';
  return {
    client,
    kind,
    label: `${client}${version}, Node ${nodeVersion}`,
    newNode,
    measure: async (task) => {
      const flags = task.heapMb === undefined ? [] : [`--max-old-space-size=${task.heapMb}`];
      const { stdout } = await run(node, [...flags, WORKER, JSON.stringify(task)], {
        maxBuffer: 1 << 26,
        timeout: LIMIT_MS,
      });
      // Clients may print on their own; the answer is the last line.
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measurement;
    },
  };
}
