import type { Clock } from '@k/runtime';
import { mapInTurns } from '../connection/turn.ts';

/** What a request asks of the partitions of one topic. */
export interface AskedTopic<T, P> {
  readonly topic: T;
  /** By partition. */
  readonly entries: ReadonlyMap<number, P>;
  /** The partitions that were named more than once. */
  readonly repeated: ReadonlySet<number>;
}

/**
 * The partitions that a request names, by topic. A topic or partition that is named again is one, as on Kafka, which
 * makes maps of requests: the last entry of a partition counts, in the place of the first.
 */
export function askedPartitions<T, P>(
  topics: readonly T[],
  read: { topicOf: (topic: T) => string; entriesOf: (topic: T) => readonly P[]; indexOf: (entry: P) => number },
): AskedTopic<T, P>[] {
  const asked = new Map<string, { topic: T; entries: Map<number, P>; repeated: Set<number> }>();
  for (const topic of topics) {
    const key = read.topicOf(topic);
    let known = asked.get(key);
    if (known === undefined) asked.set(key, (known = { topic, entries: new Map(), repeated: new Set() }));
    for (const entry of read.entriesOf(topic)) {
      const index = read.indexOf(entry);
      if (known.entries.has(index)) known.repeated.add(index);
      known.entries.set(index, entry);
    }
  }
  return [...asked.values()];
}

/** Answers partition by partition, in as many turns of the event loop as it takes; the answers by topic. */
export async function answerPartitions<T, P, R>(
  topics: readonly AskedTopic<T, P>[],
  answer: (entry: P, asked: AskedTopic<T, P>) => R,
  clock: Clock,
): Promise<{ topic: T; partitions: R[] }[]> {
  const all = topics.flatMap((asked) => [...asked.entries.values()].map((entry) => ({ asked, entry })));
  const answers = await mapInTurns(all, ({ entry, asked }) => answer(entry, asked), clock);
  let taken = 0;
  return topics.map(({ topic, entries }) => {
    const partitions = answers.slice(taken, taken + entries.size);
    taken += entries.size;
    return { topic, partitions };
  });
}
