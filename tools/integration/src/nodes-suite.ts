import { describe } from 'node:test';
import { Lab } from './lab.ts';
import { allBrokers } from './nodes/all-brokers.ts';
import { brokerGone } from './nodes/broker-gone.ts';
import { closestReplica } from './nodes/closest-replica.ts';
import { exactlyOnce } from './nodes/exactly-once.ts';
import { recreatedTopics } from './nodes/recreated-topics.ts';
import { movedTransactions } from './nodes/moved-transactions.ts';
import { rollingUpgrade } from './nodes/rolling-upgrade.ts';
import { replication } from './nodes/replication.ts';
import { routes } from './nodes/routes.ts';
import { whole } from './nodes/whole.ts';
import { started } from './started.ts';
import type { Target, UpgradableTarget } from './target.ts';

/**
 * What several brokers are for: requests find the right one, and go on when one goes. On a target of three nodes.
 * @param more what this target can do beside that
 */
export function defineNodesSuite(
  name: string,
  start: () => Promise<Target>,
  more: readonly ((getLab: () => Lab) => void)[] = [],
): void {
  const areas = [routes, closestReplica, replication, brokerGone, movedTransactions, exactlyOnce, ...more, allBrokers];
  defineOnNodes(`the nodes suite on ${name}`, start, areas);
}

/** What clients make of topics that are deleted and made again; on a target of three nodes, for leaders to move. */
export function defineRecreationSuite(name: string, start: () => Promise<Target>): void {
  defineOnNodes(`the recreation suite on ${name}`, start, [recreatedTopics]);
}

/** What clients make of brokers that become a newer release one by one; on a target of three nodes. */
export function defineUpgradeSuite(name: string, start: () => Promise<UpgradableTarget>): void {
  defineOnNodes(`the upgrade suite on ${name}`, start, [rollingUpgrade]);
}

function defineOnNodes<T extends Target>(
  title: string,
  start: () => Promise<T>,
  areas: readonly ((getLab: () => Lab<T>) => void)[],
): void {
  describe(title, () => {
    const lab = started(async () => {
      const made = new Lab(await start());
      await whole(made);
      return made;
    });
    for (const area of areas) area(lab);
  });
}
