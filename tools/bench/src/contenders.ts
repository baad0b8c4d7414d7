import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { JAVA, KCAT, type Kind, OURS, kindOf } from './clients/names.ts';
import { JAVA_LABEL, openJava } from './java.ts';
import { openKcat } from './kcat.ts';
import { runWithin } from './run-within.ts';
import { installNative, isInstalled, peerVersion, peersNode } from './peers.ts';
import type { Measurement, Task } from './scenario.ts';

const run = promisify(execFile);

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
export function onThisNode(client: string, limitMs: number): Contender {
  return onNode(client, limitMs, { node: process.execPath, version: process.version, newNode: false });
}

/**
 * Every client on the Node beside the peers; ours also on the Node that runs this, and there alone what is native.
 * @param named whether what is missing is to be installed
 * @param limitMs a measurement that takes longer is stopped
 */
export async function contendersOf(clients: readonly string[], named: boolean, limitMs: number): Promise<Contender[]> {
  const node = peersNode() ?? process.execPath;
  const version = (await run(node, ['--version'])).stdout.trim();
  const contenders: Contender[] = [];
  for (const client of clients) {
    if (kindOf(client) === 'foreign') {
      try {
        contenders.push(await foreign(client, named, limitMs));
      } catch (error) {
        if (!(error instanceof MissingPrerequisiteError)) throw error;
        console.log(`without ${client}: ${error.message}`);
      }
      continue;
    }
    contenders.push(onNode(client, limitMs, { node, version, newNode: true }));
    if (client === OURS && version !== process.version) contenders.push(onThisNode(client, limitMs));
  }
  return contenders;
}

async function foreign(client: string, named: boolean, limitMs: number): Promise<Contender> {
  if (client === JAVA) return withJava(limitMs);
  if (client !== KCAT) return withNative(client, named, limitMs);
  return { client, kind: kindOf(client), newNode: false, ...(await openKcat(limitMs)) };
}

async function withJava(limitMs: number): Promise<Contender> {
  const measure = await openJava(limitMs, (line) => {
    console.error(line);
  });
  return { client: JAVA, kind: kindOf(JAVA), label: JAVA_LABEL, newNode: false, measure };
}

async function withNative(client: string, named: boolean, limitMs: number): Promise<Contender> {
  if (!named && !isInstalled(client)) {
    throw new MissingPrerequisiteError('it is not installed; --clients with its name does that');
  }
  await installNative(client);
  return onThisNode(client, limitMs);
}

interface OneNode {
  readonly node: string;
  readonly version: string;
  readonly newNode: boolean;
}

function onNode(client: string, limitMs: number, { node, version, newNode }: OneNode): Contender {
  const kind = kindOf(client);
  const clientVersion = kind === 'peer' || kind === 'foreign' ? ` ${peerVersion(client)}` : '';
  return {
    client,
    kind,
    label: `${client}${clientVersion}, Node ${version}`,
    newNode,
    measure: async (task) => {
      const flags = task.heapMb === undefined ? [] : [`--max-old-space-size=${task.heapMb}`];
      const stdout = await runWithin(limitMs, node, [...flags, WORKER, JSON.stringify(task)]);
      // Clients may print on their own; the answer is the last line.
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measurement;
    },
  };
}
