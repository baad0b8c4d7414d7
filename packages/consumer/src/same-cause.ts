import { ProtocolError } from '@k/wire';
import type { TopicPartition } from '@k/cluster';

/** A partition that something failed for. */
type Failed = readonly [topic: string, partition: number, error: Error];

/** What failed for the same reason: a sentence for all of them. */
export interface SameCause {
  readonly partitions: readonly TopicPartition[];
  /** Of the first. */
  readonly error: Error;
}

/** Puts together what failed alike: by the broker's code, which is met at another partition each time, else by the words. */
export function bySameCause(failed: Iterable<Failed>): SameCause[] {
  const causes = new Map<string, { partitions: TopicPartition[]; error: Error }>();
  for (const [topic, partition, error] of failed) {
    const key = causeOf(error);
    let cause = causes.get(key);
    if (cause === undefined) causes.set(key, (cause = { partitions: [], error }));
    cause.partitions.push({ topic, partition });
  }
  return [...causes.values()];
}

/** `orders-0, orders-1, orders-2 and 997 more` */
export function namesOf(partitions: readonly TopicPartition[]): string {
  const names = partitions.slice(0, 3).map(({ topic, partition }) => `${topic}-${String(partition)}`);
  const more = partitions.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

/** What is the same for all partitions that fail alike. */
export function causeOf(error: Error): string {
  const root = rootOf(error);
  return root instanceof ProtocolError ? `${error.name} ${root.errorName}` : error.message;
}

export function rootOf(error: Error): Error {
  let root = error;
  while (root.cause instanceof Error) root = root.cause;
  return root;
}
