import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly topic: string;
}

/** A topic is deleted, and made again under its name when the fault is over. */
export const remakeTopic: FaultKind<What> = {
  name: 'remake-topic',
  lastsMs: [100, 4_000],
  weight: 4,
  draw: (chance, { topics }) => {
    const topic = chance.pickOf(topics.filter(({ fate }) => fate === 'is made again'));
    return topic === undefined ? undefined : { topic: topic.name };
  },
  begin: (world, { topic }) => {
    const { broker, recorder } = world;
    const partitions = broker.topic(topic)?.partitions;
    if (partitions === undefined) return undefined;
    for (const { partition } of partitions) {
      const { startOffset, endOffset } = broker.log(topic, partition);
      recorder.write({ type: 'taken', topic, partition, from: startOffset, to: endOffset, why: 'topic deleted' });
    }
    broker.deleteTopic(topic);
    return () => {
      world.createTopic(topic);
    };
  },
  story: ({ topic }) => `${topic} is deleted, and made again later`,
};
