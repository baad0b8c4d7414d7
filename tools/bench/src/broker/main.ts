// npm run bench:broker    what a test waits for: @k/broker as a command beside a real Kafka, on this machine
import { parseArgs } from 'node:util';
import { UsageError } from '../options.ts';
import { render } from '../table.ts';
import type { Amounts, Figures } from './figures.ts';
import { measureStarts } from './starts.ts';
import { openTarget, TARGETS, type TargetName } from './targets.ts';
import { measureWork } from './work.ts';

const NAMES = Object.keys(TARGETS) as TargetName[];

export const BROKER_USAGE = `npm run bench:broker -- [--targets ${NAMES.join(',')}] [--records N] [--topics N] [--connections N] [--starts N] [--markdown]`;

export async function benchBroker(args: readonly string[]): Promise<void> {
  const { targets, amounts, markdown } = readOptions(args);
  const { records, topics, connections, starts } = amounts;
  console.log(`${records} records of 100 B, ${topics} topics, ${connections} connections; medians of ${starts} starts`);
  console.log(`Node ${process.version}\n`);
  const columns: { readonly title: string; readonly figures: Figures }[] = [];
  for (const name of targets) {
    const started = await measureStarts(name, name === 'kafka' ? Math.min(starts, 3) : starts);
    const target = await openTarget(name);
    try {
      columns.push({ title: target.title, figures: { ...started, ...(await measureWork(target, amounts)) } });
    } finally {
      await target.close();
    }
  }
  const names = new Set(columns.flatMap(({ figures }) => Object.keys(figures)));
  const lines = [...names].map((name) => [name, ...columns.map(({ figures }) => figures[name] ?? '–')]);
  console.log(render([['', ...columns.map(({ title }) => title)], ...lines], markdown));
}

function readOptions(args: readonly string[]): { targets: TargetName[]; amounts: Amounts; markdown: boolean } {
  const text = { type: 'string' } as const;
  const options = { targets: text, records: text, topics: text, connections: text, starts: text } as const;
  const { values } = (() => {
    try {
      return parseArgs({ args: [...args], options: { ...options, markdown: { type: 'boolean', default: false } } });
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  })();
  const targets = (values.targets?.split(',') ?? NAMES).map((wanted) => {
    const name = NAMES.find((each) => each === wanted);
    if (name === undefined) throw new UsageError(`no target ${wanted}`);
    return name;
  });
  const count = (name: keyof Amounts, usual: number): number => {
    const value = values[name] === undefined ? usual : Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} takes a whole number from 1 on`);
    return value;
  };
  return {
    targets,
    amounts: {
      records: count('records', 1_000_000),
      topics: count('topics', 1000),
      connections: count('connections', 500),
      starts: count('starts', 9),
    },
    markdown: values.markdown,
  };
}
