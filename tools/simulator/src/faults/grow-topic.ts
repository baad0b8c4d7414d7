import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly topic: string;
  readonly added: number;
}

/** A topic gets more partitions. */
export const growTopic: FaultKind<What> = {
  name: 'grow-topic',
  lastsMs: undefined,
  fate: 'grows',
  weight: 4,
  draw: (chance, { topics }) => {
    const topic = chance.pickOf(topics.filter(({ fate }) => fate === 'grows'));
    return topic === undefined ? undefined : { topic: topic.name, added: chance.between(1, 2) };
  },
  begin: ({ broker, recorder }, { topic, added }) => {
    const found = broker.topic(topic);
    if (found === undefined) return undefined;
    const { partitions } = broker.createPartitions(topic, found.partitions.length + added);
    recorder.write({ type: 'topic', topic, partitions: partitions.length });
    return undefined;
  },
  story: ({ topic, added }) => `${topic} gets ${String(added)} more partition${added === 1 ? '' : 's'}`,
};
