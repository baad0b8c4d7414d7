import { drawPartition } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly topic: string;
  readonly partition: number;
}

/** Another replica leads a partition. */
export const leaderMove: FaultKind<What> = {
  name: 'leader-move',
  lastsMs: undefined,
  weight: 4,
  draw: (chance, scenario) => drawPartition(chance, scenario, ({ replicationFactor }) => replicationFactor > 1),
  begin: ({ broker, cutOff }, { topic, partition }) => {
    const found = broker.topic(topic)?.partitions[partition];
    const next = found?.isr.find((id) => id !== found.leaderId && !cutOff.has(id));
    if (found !== undefined && found.leaderId >= 0 && next !== undefined) broker.moveLeader(topic, partition, next);
    return undefined;
  },
  story: ({ topic, partition }) => `another replica leads ${topic}-${String(partition)}`,
};
