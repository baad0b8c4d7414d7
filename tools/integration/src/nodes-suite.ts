import { after, before, describe } from 'node:test';
import { type GetLab, Lab } from './lab.ts';
import { allBrokers } from './nodes/all-brokers.ts';
import { brokerGone } from './nodes/broker-gone.ts';
import { exactlyOnce } from './nodes/exactly-once.ts';
import { recreatedTopics } from './nodes/recreated-topics.ts';
import { routes } from './nodes/routes.ts';
import { whole } from './nodes/whole.ts';
import type { Target } from './target.ts';

/** What several brokers are for: requests find the right one, and go on when one goes. On a target of three nodes. */
export function defineNodesSuite(name: string, start: () => Promise<Target>): void {
  defineOnNodes(`the nodes suite on ${name}`, start, [routes, brokerGone, exactlyOnce, allBrokers]);
}

/** What clients make of topics that are deleted and made again; on a target of three nodes, for leaders to move. */
export function defineRecreationSuite(name: string, start: () => Promise<Target>): void {
  defineOnNodes(`the recreation suite on ${name}`, start, [recreatedTopics]);
}

function defineOnNodes(
  title: string,
  start: () => Promise<Target>,
  areas: readonly ((getLab: GetLab) => void)[],
): void {
  describe(title, () => {
    let lab: Lab | undefined;
    before(async () => {
      lab = new Lab(await start());
      await whole(lab);
    });
    after(async () => {
      await lab?.close();
    });
    const getLab: GetLab = () => {
      if (lab === undefined) throw new Error('the target has not started');
      return lab;
    };
    for (const area of areas) area(getLab);
  });
}
