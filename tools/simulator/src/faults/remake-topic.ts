import type { FaultKind } from './fault-kind.ts';
import { tellWhatWas } from './stale-metadata.ts';

/** How long some are told of the topic before when there is another one already. */
const TOLD_LATE_MS = 1_500;

interface What {
  readonly topic: string;
  /** Brokers learn of it at different times. */
  readonly isToldLate: boolean;
}

/** A topic is deleted, and made again under its name when the fault is over. */
export const remakeTopic: FaultKind<What> = {
  name: 'remake-topic',
  lastsMs: [100, 4_000],
  fate: 'is made again',
  weight: 4,
  draw: (chance, { topics }) => {
    const topic = chance.pickOf(topics.filter(({ fate }) => fate === 'is made again'));
    return topic === undefined ? undefined : { topic: topic.name, isToldLate: chance.is(0.5) };
  },
  begin: (world, { topic, isToldLate }) => {
    const { broker, recorder } = world;
    const partitions = broker.topic(topic)?.partitions;
    // A node that is cut off would take records of the former topic all the while.
    if (partitions === undefined || world.cutOff.size > 0) return undefined;
    for (const { partition } of partitions) {
      const { startOffset, endOffset } = broker.log(topic, partition);
      recorder.write({ type: 'taken', topic, partition, from: startOffset, to: endOffset, why: 'topic deleted' });
    }
    const allKnow = isToldLate ? tellWhatWas(world, 3) : undefined;
    broker.deleteTopic(topic);
    return async () => {
      world.createTopic(topic);
      if (allKnow === undefined) return;
      await world.sleep(TOLD_LATE_MS);
      allKnow();
    };
  },
  story: ({ topic, isToldLate }) =>
    `${topic} is deleted, and made again later${isToldLate ? ', which is told late' : ''}`,
};
