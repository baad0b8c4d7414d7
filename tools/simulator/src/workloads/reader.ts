import type { ReaderSpec } from '../scenario/member-spec.ts';
import { ends } from './behind.ts';
import { keepAlive } from './keep-alive.ts';
import { newConsumer } from './new-consumer.ts';
import type { Incarnation, Running } from './workload.ts';

/** As often it seeks at most: who goes back as far as it has come reads without an end. */
const MOST_SEEKS = 100;

export function runReader(incarnation: Incarnation, spec: ReaderSpec): Running {
  const { world, name, chance } = incarnation;
  const load = { isOver: false };
  const partitions = world.scenario.topics.find((topic) => topic.name === spec.topic)?.partitions ?? 0;
  const read = new Map<number, number>();
  const alive = keepAlive(incarnation, (reader) => {
    const { isolation, topic } = spec;
    const consumer = newConsumer(incarnation, reader, spec, {});
    consumer.assign(Array.from({ length: partitions }, (_, partition) => ({ topic, partition })));
    // Whoever comes after one that failed begins anew.
    read.clear();
    let seeksLeft = MOST_SEEKS;
    const loop = async (): Promise<void> => {
      for await (const { partition, offset, value } of consumer) {
        const id = value === null ? null : String(value);
        world.recorder.write({ type: 'delivered', reader, isolation, topic, partition, offset, id });
        read.set(partition, offset + 1);
        const { seekOneIn } = spec;
        if (seekOneIn === undefined || load.isOver || seeksLeft === 0 || chance.below(seekOneIn) > 0) continue;
        seeksLeft--;
        const to = chance.between(Math.max(0, offset - 20), offset + 1);
        world.recorder.write({ type: 'jumped', reader, topic, partition, to, why: 'seek' });
        consumer.seek({ topic, partition }, to);
        read.set(partition, to);
      }
    };
    return { loop, close: () => consumer.close() };
  });
  return {
    finish: () => {
      load.isOver = true;
      return Promise.resolve();
    },
    behind: () => {
      for (const { topic, partition, end, isOpen } of ends(world, [spec.topic], spec.isolation)) {
        if (partition >= partitions || end === undefined) continue;
        const position = read.get(partition) ?? 0;
        const place = `${topic}-${String(partition)}`;
        if (isOpen) return `${name}: a transaction in ${place} does not end`;
        if (position < end) return `${name} is at ${place}@${String(position)}, which ends at ${String(end)}`;
      }
      return undefined;
    },
    close: () => alive.close(),
  };
}
