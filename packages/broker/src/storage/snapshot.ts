import { ConfigError } from '@k/wire';
import type { PartitionRecords } from '../state/partition-state.ts';
import { durableStores, volatileStores, type Stateful } from './stores.ts';

/** Entries of each store, by its name. */
export type StoredState = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

interface SnapshotContent {
  readonly nodes: number;
  readonly stores: StoredState;
  /** By topic id, then by partition. */
  readonly records: ReadonlyMap<string, readonly PartitionRecords[]>;
}

/**
 * A broker's state at one moment: topics with their records, groups, offsets, transactions, users, access rules, quotas and
 * settings. It never changes, shares the memory of the records with its broker, and may be restored any number of times, by
 * other brokers too. Made by `broker.snapshot()`.
 */
export class BrokerSnapshot {
  readonly #content: SnapshotContent;

  /** @internal */
  constructor(content: SnapshotContent) {
    this.#content = content;
  }

  /** @internal */
  get content(): SnapshotContent {
    return this.#content;
  }
}

export function takeSnapshot(broker: Stateful): BrokerSnapshot {
  const { cluster } = broker;
  const stores = [...durableStores(broker), ...volatileStores(broker)];
  const records = cluster.topics.map(({ topicId, partitions }) => {
    return [topicId, partitions.map((partition) => partition.captureRecords())] as const;
  });
  return new BrokerSnapshot({
    nodes: cluster.nodeIds.length,
    stores: new Map(stores.map((store) => [store.name, entriesOf(store)])),
    records: new Map(records),
  });
}

/** @throws ConfigError for the snapshot of a broker with other nodes */
export function restoreSnapshot(broker: Stateful, { content }: BrokerSnapshot): void {
  const { cluster, transactions } = broker;
  if (content.nodes !== cluster.nodeIds.length) {
    throw new ConfigError(
      `Broker: restore(): the snapshot is of ${String(content.nodes)} nodes, the broker has ${String(cluster.nodeIds.length)}`,
    );
  }
  for (const store of [...durableStores(broker), ...volatileStores(broker)]) {
    store.restore(content.stores.get(store.name) ?? new Map<string, unknown>());
  }
  for (const { topicId, partitions } of cluster.topics) {
    const records = content.records.get(topicId) ?? [];
    for (const [index, each] of records.entries()) partitions[index]?.restoreRecords(each);
  }
  cluster.resume();
  transactions.resume();
}

/** All entries of a store, as they are now. */
export function entriesOf(store: {
  keys(): Iterable<string>;
  capture(key: string): unknown;
}): ReadonlyMap<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const key of store.keys()) entries.set(key, store.capture(key));
  return entries;
}
