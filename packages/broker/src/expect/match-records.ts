import type { LoggedRecord } from './logged-record.ts';

/** Which expected record (by index) fits which that is there. */
export interface Fits {
  readonly records: readonly Pick<LoggedRecord, 'partition'>[];
  readonly count: number;
  readonly fits: (expected: number, record: number) => boolean;
}

/** For each expected record the index of the one that is it; undefined where there is none. */
export type Match = (number | undefined)[];

/**
 * Each expected record is another one, and of two in the same partition the one that is expected first comes first: Kafka has
 * no order between partitions. When not all are there, as many from the first on as can be.
 */
export function matchInOrder(fits: Fits): Match {
  const partitions = [...new Set(fits.records.map(({ partition }) => partition))];
  const starts = new Map(partitions.map((partition) => [partition, fits.records.findIndex((it) => it.partition === partition)])); // prettier-ignore
  const taken: Step[] = [];
  let best: number[] = [];
  const dead = new Set<string>();
  let step: Step | undefined = { next: starts, tried: 0, record: -1 };
  while (step !== undefined && taken.length < fits.count) {
    const { next, tried } = step;
    const partition = partitions[tried];
    if (partition === undefined) {
      dead.add(placeOf(taken.length, next));
      if (taken.length > best.length) best = taken.map(({ record }) => record);
      step = taken.pop();
      continue;
    }
    step.tried++;
    // The first that fits leaves most room for those that come after it.
    const record = firstFit(fits, taken.length, partition, next.get(partition) ?? 0);
    if (record === undefined) continue;
    const after = new Map(next).set(partition, record + 1);
    if (dead.has(placeOf(taken.length + 1, after))) continue;
    taken.push(Object.assign(step, { record }));
    step = { next: after, tried: 0, record: -1 };
  }
  if (taken.length > best.length) best = taken.map(({ record }) => record);
  return Array.from({ length: fits.count }, (_, expected) => best[expected]);
}

/** Where the search stands: an expected record, for which partitions are tried one after the other. */
interface Step {
  /** By partition, from where on its records are left. */
  readonly next: ReadonlyMap<number, number>;
  tried: number;
  /** The one that is taken for now. */
  record: number;
}

function placeOf(expected: number, next: ReadonlyMap<number, number>): string {
  return `${String(expected)}:${[...next.values()].join()}`;
}

/** Records of a partition stand in the order of their offsets. */
function firstFit({ records, fits }: Fits, expected: number, partition: number, from: number): number | undefined {
  for (let record = from; record < records.length; record++) {
    if (records[record]?.partition === partition && fits(expected, record)) return record;
  }
  return undefined;
}
