import type { Broker } from '@k/broker';
import { storedBatches } from './stored.ts';

/** What the last 16 bits of a marker's key say (KIP-98). */
const COMMIT = 1;

export interface Committed {
  /** Values that readers of committed records see, in order. */
  readonly values: string[];
  /** Values of transactions that were aborted. */
  readonly aborted: string[];
  /** Values of transactions that are open. */
  readonly open: string[];
}

/** What a partition's log says of its transactions, read without any code of the broker's. */
export function committedValues(broker: Broker, topic: string, partition = 0): Committed {
  const fate = new Map<object, 'committed' | 'aborted'>();
  const open = new Map<bigint, object[]>();
  const all: { readonly batch: object; readonly values: string[] }[] = [];
  for (const batch of storedBatches(broker, topic, partition)) {
    const records = [...batch];
    if (batch.isControl) {
      const kind = records[0]!.key!.readInt16BE(2) === COMMIT ? 'committed' : 'aborted';
      for (const each of open.get(batch.producerId) ?? []) fate.set(each, kind);
      open.delete(batch.producerId);
      continue;
    }
    all.push({ batch, values: records.map(({ value }) => String(value)) });
    if (!batch.isTransactional) fate.set(batch, 'committed');
    else open.set(batch.producerId, [...(open.get(batch.producerId) ?? []), batch]);
  }
  const those = (wanted: 'committed' | 'aborted' | undefined): string[] =>
    all.filter(({ batch }) => fate.get(batch) === wanted).flatMap(({ values }) => values);
  return { values: those('committed'), aborted: those('aborted'), open: those(undefined) };
}
