// npm run bench -- assignors    how long each assignor takes to share out
import os from 'node:os';
import { parseArgs } from 'node:util';
import {
  cooperativeStickyAssignor,
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
  type Assignor,
} from '@k/consumer';
import { UsageError } from './options.ts';

export const ASSIGNORS_USAGE = 'npm run bench -- assignors [--partitions N] [--members N]';

const ASSIGNORS = [rangeAssignor, roundRobinAssignor, stickyAssignor, cooperativeStickyAssignor];
const TOPICS = 100;
const ROUNDS = 7;

type Member = Parameters<Assignor['assign']>[1][number];

/**
 * A first sharing out, and one after a tenth of the members left; with all members subscribed to all of 100 topics, and
 * each to two thirds of them. tools/java-fixtures does the same with Java's assignors.
 */
export function benchAssignors(args: readonly string[]): void {
  const { partitions, members } = readOptions(args);
  const counts = new Map(Array.from({ length: TOPICS }, (_, topic) => [`t${String(topic)}`, partitions / TOPICS]));
  console.log(`${String(partitions)} partitions of ${String(TOPICS)} topics to ${String(members)} members.`);
  console.log(
    `Node ${process.version}, ${os.cpus()[0]?.model ?? 'unknown CPU'}; CPU ms, the best of ${String(ROUNDS)}\n`,
  );
  console.log('| assignor | subscriptions | first | after a tenth left |\n| --- | --- | ---: | ---: |');
  for (const assignor of ASSIGNORS) {
    for (const subscriptions of ['equal', 'differing']) {
      const times = Array.from({ length: ROUNDS }, () => measure(assignor, counts, members, subscriptions === 'equal'));
      const best = [0, 1].map((i) => Math.min(...times.map((time) => time[i] ?? NaN)).toFixed(1));
      console.log(`| ${assignor.name} | ${subscriptions} | ${best.join(' | ')} |`);
    }
  }
}

function measure(assignor: Assignor, counts: ReadonlyMap<string, number>, size: number, isEqual: boolean): number[] {
  const topics = [...counts.keys()];
  const members = Array.from({ length: size }, (_, i): Member => ({
    memberId: `member-${String(i)}`,
    groupInstanceId: null,
    topics: topics.filter((_, topic) => isEqual || (topic + i) % 3 !== 0),
    userData: null,
    ownedPartitions: [],
    generationId: -1,
    rackId: null,
  }));
  const [given, firstMs] = timed(() => assignor.assign(counts, members));
  const left = members
    .filter((_, i) => i % 10 !== 0)
    .map((member): Member => {
      const assigned = [...(given.get(member.memberId) ?? [])];
      const partitions = assigned.flatMap(([topic, list]) => list.map((partition) => ({ topic, partition })));
      const userData = assignor.subscriptionUserData(member.topics, { partitions, generationId: 1 });
      return { ...member, userData, ownedPartitions: partitions, generationId: 1 };
    });
  const [, thenMs] = timed(() => assignor.assign(counts, left));
  return [firstMs, thenMs];
}

function timed<T>(work: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e3];
}

function readOptions(args: readonly string[]): { partitions: number; members: number } {
  const options = { partitions: { type: 'string' }, members: { type: 'string' } } as const;
  let values: { partitions?: string; members?: string };
  try {
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const partitions = Number(values.partitions ?? 10_000);
  const members = Number(values.members ?? 500);
  if (!Number.isInteger(partitions / TOPICS) || partitions <= 0) {
    throw new UsageError(`--partitions ${String(partitions)}: a whole number of times ${String(TOPICS)} is taken`);
  }
  if (!Number.isInteger(members) || members < 2) throw new UsageError('--members: a whole number from 2 on is taken');
  return { partitions, members };
}
