import { drawPartition } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly topic: string;
  readonly partition: number;
  /** How many batches the new leader does not have. */
  readonly batches: number;
}

/** A replica leads that does not have the last batches. They are lost. */
export const uncleanElection: FaultKind<What> = {
  name: 'unclean-election',
  lastsMs: undefined,
  // Few runs have a topic for it.
  fate: 'loses records',
  weight: 8,
  draw: (chance, scenario) => {
    // The end of a transaction that is lost hangs it for ever, as with Kafka.
    const found = drawPartition(
      chance,
      scenario,
      ({ fate, replicationFactor }) => fate === 'loses records' && replicationFactor > 1,
    );
    return found === undefined ? undefined : { ...found, batches: chance.between(1, 4) };
  },
  begin: ({ broker, recorder, cutOff }, { topic, partition, batches }) => {
    const found = broker.topic(topic)?.partitions[partition];
    // What a leader takes from now on that is cut off would be lost, too, and nobody could say in time what that is.
    if (found === undefined || cutOff.has(found.leaderId)) return undefined;
    // The last one in sync stays that when it is down, and cannot lead.
    const live = found.replicas.filter((id) => broker.liveNodeIds.includes(id) && !cutOff.has(id));
    const leader = live.find((id) => id !== found.leaderId) ?? live[0];
    if (leader === undefined) return undefined;
    const { endOffset, startOffset } = broker.log(topic, partition);
    const starts = [...broker.log(topic, partition).batches()].map(({ baseOffset }) => baseOffset);
    const end = starts.slice(-batches).find((offset) => offset >= startOffset) ?? endOffset;
    broker.electUncleanly(topic, partition, leader, end);
    if (end < endOffset) {
      recorder.write({ type: 'taken', topic, partition, from: end, to: endOffset, why: 'unclean election' });
    }
    return undefined;
  },
  story: ({ topic, partition, batches }) =>
    `a replica leads ${topic}-${String(partition)} that lacks the last ${String(batches)} batches`,
};
