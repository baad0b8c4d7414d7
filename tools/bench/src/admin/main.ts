// npm run bench:admin    what an administrator waits for, by our client and by others, on the same broker
import { parseArgs } from 'node:util';
import { openCluster } from '../cluster.ts';
import { UsageError } from '../options.ts';
import { type AdminClient, CLIENTS } from './clients.ts';
import { fill, type Filled } from './filling.ts';

export const ADMIN_USAGE = `npm run bench:admin -- [--clients ${Object.keys(CLIENTS).join(',')}] [--partitions N] [--groups N] [--runs N] [--on HOST:PORT]`;

const JOBS = {
  describe: (client: AdminClient, { topics }: Filled) => client.describeTopics(topics),
  list: (client: AdminClient) => client.listGroups(),
  lag: (client: AdminClient, { groupId }: Filled) => client.groupLag(groupId),
} as const;

export async function benchAdmin(args: readonly string[]): Promise<void> {
  const { clients, partitions, groups, runs, on } = readOptions(args);
  const cluster = await openCluster(on);
  try {
    const filled = await fill(cluster.bootstrapServer, { partitions, groups });
    console.log(
      `${partitions} partitions of ${filled.topics.length} topics, ${groups} groups, on ${cluster.name}; Node ${process.version}`,
    );
    console.log(`Median of ${runs} calls after one that does not count; requests of one call.\n`);
    const heads = [
      `describe ${partitions} partitions`,
      `list ${groups} groups`,
      `lag over ${filled.lagPartitions} partitions`,
    ];
    console.log(`| client | ${heads.map((head) => `${head}, ms | requests`).join(' | ')} |`);
    console.log(`| --- |${' ---: | ---: |'.repeat(heads.length)}`);
    for (const open of clients) {
      const client = await open(cluster.bootstrapServer);
      try {
        const cells: string[] = [];
        for (const job of Object.values(JOBS)) cells.push(...(await measure(client, () => job(client, filled), runs)));
        console.log(`| ${client.label} | ${cells.join(' | ')} |`);
      } finally {
        await client.close();
      }
    }
  } finally {
    await cluster.close();
  }
}

/** Milliseconds that the client needed, and the requests that it sent. */
async function measure(client: AdminClient, job: () => Promise<number>, runs: number): Promise<string[]> {
  await job();
  const times: number[] = [];
  const before = await client.requests();
  for (let i = 0; i < runs; i++) times.push(await job());
  const requests = ((await client.requests()) - before) / runs;
  const median = times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
  return [median.toFixed(median < 10 ? 1 : 0), requests.toFixed(requests % 1 === 0 ? 0 : 1)];
}

function readOptions(args: readonly string[]): {
  clients: (typeof CLIENTS)[string][];
  partitions: number;
  groups: number;
  runs: number;
  on: string | undefined;
} {
  const text = { type: 'string' } as const;
  const { values } = (() => {
    try {
      return parseArgs({
        args: [...args],
        options: { clients: text, partitions: text, groups: text, runs: text, on: text },
      });
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  })();
  const names = values.clients?.split(',') ?? Object.keys(CLIENTS);
  const clients = names.map((name) => {
    const open = CLIENTS[name];
    if (open === undefined) throw new UsageError(`no client ${name}`);
    return open;
  });
  const count = (name: 'partitions' | 'groups' | 'runs', usual: number): number => {
    const value = values[name] === undefined ? usual : Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} takes a whole number from 1 on`);
    return value;
  };
  return {
    clients,
    partitions: count('partitions', 10_000),
    groups: count('groups', 5000),
    runs: count('runs', 5),
    on: values.on,
  };
}
