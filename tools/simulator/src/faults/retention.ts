import { drawPartition } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly topic: string;
  readonly partition: number;
  /** Of the records that there are. */
  readonly share: number;
}

/** The oldest records of a partition are deleted. */
export const retention: FaultKind<What> = {
  name: 'retention',
  lastsMs: undefined,
  // Few runs have a topic for it.
  fate: 'loses records',
  weight: 8,
  draw: (chance, scenario) => {
    const found = drawPartition(chance, scenario, ({ fate }) => fate === 'loses records');
    return found === undefined ? undefined : { ...found, share: chance.pick([0.3, 0.8, 1]) };
  },
  begin: ({ broker, recorder }, { topic, partition, share }) => {
    const { startOffset, endOffset } = broker.log(topic, partition);
    const to = startOffset + Math.floor((endOffset - startOffset) * share);
    broker.truncateBefore(topic, partition, to);
    if (to > startOffset) recorder.write({ type: 'taken', topic, partition, from: startOffset, to, why: 'retention' });
    return undefined;
  },
  story: ({ topic, partition, share }) =>
    `the oldest ${String(share * 100)} % of ${topic}-${String(partition)} are deleted`,
};
