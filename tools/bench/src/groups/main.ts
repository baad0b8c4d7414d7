// npm run bench:groups    how long partitions stand still while all members of a group are replaced, one after the other
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { KafkaProducer } from '@k/producer';
import { openCluster } from '../cluster.ts';
import { UsageError } from '../options.ts';
import { createTopic, deleteTopic } from '../topics.ts';
import { type DeployedMember, FLEETS, type Fleet, type OpenFleet } from './fleet.ts';
import { Standstill } from './standstill.ts';

export const GROUPS_USAGE = `npm run bench:groups -- [--clients ${Object.keys(FLEETS).join(',')}] [--members N] [--on HOST:PORT]`;

const PARTITIONS_EACH = 2;
const EVERY_MS = 100;
const COMMIT_MS = 1_000;
/** Between a member that is at work and the next that goes. */
const REST_MS = 1_000;
const LOOK_MS = 10;
const PATIENCE_MS = 120_000;

interface Options {
  readonly fleets: readonly OpenFleet[];
  readonly members: number;
  readonly on: string | undefined;
}

export async function benchGroups(args: readonly string[]): Promise<void> {
  const { fleets, members, on } = readOptions(args);
  const cluster = await openCluster(on);
  try {
    console.log(
      `${members} members, ${members * PARTITIONS_EACH} partitions, on ${cluster.name}; Node ${process.version}\n`,
    );
    console.log(
      '| client | longest standstill of a partition, median, ms | most, ms | all of all partitions, s | deployment, s |',
    );
    console.log('| --- | ---: | ---: | ---: | ---: |');
    for (const open of fleets) {
      const standstill = new Standstill(EVERY_MS);
      const fleet = await open(cluster.bootstrapServer, standstill);
      try {
        const seconds = await deploy(fleet, standstill, cluster.bootstrapServer, members);
        const { median, most, sum } = standstill.figures();
        const cells = [median.toFixed(0), most.toFixed(0), (sum / 1000).toFixed(1), seconds.toFixed(0)];
        console.log(`| ${fleet.label} | ${cells.join(' | ')} |`);
      } finally {
        await fleet.close();
      }
    }
  } finally {
    await cluster.close();
  }
}

/** @returns how many seconds it took to replace all members */
async function deploy(fleet: Fleet, standstill: Standstill, server: string, count: number): Promise<number> {
  const partitions = count * PARTITIONS_EACH;
  const topic = await createTopic(server, partitions);
  const group = `group-of-${topic}`;
  const members: DeployedMember[] = [];
  const load = new Load(server, topic, partitions, members);
  for (let i = 0; i < count; i++) members.push(await fleet.join(group, topic));
  await until('the first assignment', () => isShared(members));
  // What stood still while the first members shared is no part of the deployment.
  const before = load.rounds + 1;
  await until('the first records of those that have them', () => standstill.isAt(partitions, before));
  standstill.begin();
  const since = performance.now();
  for (let i = 0; i < count; i++) {
    const old = members.shift();
    await old?.commit();
    await old?.leave();
    members.push(await fleet.join(group, topic));
    await until(`an assignment with member ${i + 1} of ${count}`, () => isShared(members));
    await sleep(REST_MS);
  }
  const seconds = (performance.now() - since) / 1000;
  // Pauses count when they are over.
  const end = load.rounds;
  await until('the last records', () => standstill.isAt(partitions, end));
  await load.stop();
  await Promise.all(members.map((member) => member.leave()));
  await deleteTopic(server, topic);
  return seconds;
}

function isShared(members: readonly DeployedMember[]): boolean {
  return members.every((member) => member.owned() === PARTITIONS_EACH);
}

/** Writes into all partitions at intervals, and has all members commit at others. */
class Load {
  rounds = 0;
  #isOver = false;
  readonly #work: Promise<unknown>;

  constructor(server: string, topic: string, partitions: number, members: readonly DeployedMember[]) {
    this.#work = Promise.all([this.#write(server, topic, partitions), this.#commit(members)]);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#work;
  }

  async #write(server: string, topic: string, partitions: number): Promise<void> {
    await using producer = new KafkaProducer({ bootstrapServers: server });
    while (!this.#isOver) {
      const value = String(performance.now());
      await producer.sendMany(Array.from({ length: partitions }, (_, partition) => ({ topic, partition, value })));
      this.rounds++;
      await sleep(EVERY_MS);
    }
  }

  async #commit(members: readonly DeployedMember[]): Promise<void> {
    while (!this.#isOver) {
      // In a rebalance some clients refuse to; what is not committed comes again.
      await Promise.allSettled(members.map((member) => member.commit()));
      await sleep(COMMIT_MS);
    }
  }
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!condition()) {
    await sleep(LOOK_MS);
    if (performance.now() > end) throw new Error(`${what}: waited for in vain for ${PATIENCE_MS / 1000} s`);
  }
}

function readOptions(args: readonly string[]): Options {
  const options = { clients: { type: 'string' }, members: { type: 'string' }, on: { type: 'string' } } as const;
  let values: { clients?: string; members?: string; on?: string };
  try {
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const fleets = (values.clients?.split(',') ?? Object.keys(FLEETS)).map((name) => {
    const fleet = FLEETS[name];
    if (fleet === undefined) throw new UsageError(`--clients takes ${Object.keys(FLEETS).join(', ')}, not "${name}"`);
    return fleet;
  });
  const members = Number(values.members ?? 20);
  if (!Number.isInteger(members) || members < 2) throw new UsageError('--members: a whole number from 2 on is taken');
  return { fleets, members, on: values.on };
}
