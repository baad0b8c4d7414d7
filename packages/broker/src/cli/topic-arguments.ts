import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage-error.ts';

interface TopicArgument {
  readonly partitions?: number;
  readonly replicationFactor?: number;
}

/** @throws UsageError */
export function topicsOf(line: CommandLine): Record<string, TopicArgument> {
  const topics = new Map<string, TopicArgument>();
  for (const text of line.texts('topic')) {
    const match = /^([^:]+)(?::(\d+)(?::(\d+))?)?$/.exec(text);
    if (match === null)
      throw new UsageError(`--topic ${text}: expected NAME[:PARTITIONS[:REPLICAS]], such as orders:6`);
    const [, name = '', partitions, replicas] = match;
    if (topics.has(name)) throw new UsageError(`--topic ${name} was given twice`);
    topics.set(name, {
      ...(partitions === undefined ? {} : { partitions: Number(partitions) }),
      ...(replicas === undefined ? {} : { replicationFactor: Number(replicas) }),
    });
  }
  return Object.fromEntries(topics);
}
