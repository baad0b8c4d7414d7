import { topicNameProblem } from '../state/topic.ts';
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
    const problem = problemOf(name, partitions, replicas, line.number('nodes') ?? 1);
    if (problem !== undefined) throw new UsageError(`--topic ${text}: ${problem}`);
    topics.set(name, {
      ...(partitions === undefined ? {} : { partitions: Number(partitions) }),
      ...(replicas === undefined ? {} : { replicationFactor: Number(replicas) }),
    });
  }
  return Object.fromEntries(topics);
}

/** What the broker would refuse, in words for who typed it. */
function problemOf(
  name: string,
  partitions: string | undefined,
  replicas: string | undefined,
  nodes: number,
): string | undefined {
  if (topicNameProblem(name) !== undefined) {
    return 'a name has letters, digits, ".", "_" and "-", and at most 249 of them';
  }
  if (Number(partitions) === 0) return 'a topic has one partition at the least';
  if (Number(replicas) === 0) return 'a partition has one replica at the least';
  return Number(replicas) > nodes
    ? `${replicas ?? ''} replicas need as many nodes: --nodes ${replicas ?? ''}`
    : undefined;
}
