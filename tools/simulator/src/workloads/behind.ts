import type { PartitionLog } from '@k/broker';
import type { KafkaConsumer } from '@k/consumer';
import { readLog } from '../world/final-logs.ts';
import type { SimWorld } from '../world/sim-world.ts';

type Isolation = 'read_committed' | 'read_uncommitted';

type Records = ReturnType<typeof readLog>['records'];

/** Logs are asked about again and again, and most of them have not changed. */
const known = new WeakMap<PartitionLog, { readonly state: string; readonly records: Records }>();

function recordsOf(world: SimWorld, topic: string, partition: number): Records {
  const log = world.broker.log(topic, partition);
  const state = [log.startOffset, log.endOffset, log.byteLength].join();
  const before = known.get(log);
  if (before?.state === state) return before.records;
  const { records } = readLog(world, topic, partition);
  known.set(log, { state, records });
  return records;
}

/** Of each partition of these topics, the offset behind the last record that such a reader gets. */
export function* ends(world: SimWorld, topics: readonly string[], isolation: Isolation): Generator<End> {
  for (const topic of topics) {
    for (const { partition } of world.broker.topic(topic)?.partitions ?? []) {
      const records = recordsOf(world, topic, partition);
      const isRead = (transaction: string): boolean => isolation === 'read_uncommitted' || transaction !== 'aborted';
      const last = records.findLast(({ transaction }) => isRead(transaction));
      const isOpen = isolation === 'read_committed' && records.some(({ transaction }) => transaction === 'open');
      yield { topic, partition, end: last === undefined ? undefined : last.offset + 1, isOpen };
    }
  }
}

interface End {
  readonly topic: string;
  readonly partition: number;
  /** Undefined: there is nothing to read. */
  readonly end: number | undefined;
  /** A transaction has not ended. */
  readonly isOpen: boolean;
}

/** That a client is not in its group, as its coordinator sees it, in words: who was shut out has to notice. */
export function outOfGroup(
  world: SimWorld,
  name: string,
  group: string,
  consumer: KafkaConsumer | undefined,
): string | undefined {
  const id = consumer?.membership?.memberId;
  const isIn = world.broker.group(group)?.members.some(({ memberId }) => memberId === id) === true;
  return isIn ? undefined : `${name} is not in group ${group}`;
}

/** What a group has not committed yet, in words. */
export function groupBehind(
  world: SimWorld,
  group: string,
  topics: readonly string[],
  isolation: Isolation,
): string | undefined {
  for (const { topic, partition, end, isOpen } of ends(world, topics, isolation)) {
    const place = `${topic}-${String(partition)}`;
    if (isOpen) return `group ${group}: a transaction in ${place} does not end`;
    if (end === undefined) continue;
    const committed = world.broker.committed(group, topic, partition)?.offset ?? 0;
    if (committed < end) return `group ${group} is at ${place}@${String(committed)}, which ends at ${String(end)}`;
  }
  return undefined;
}
