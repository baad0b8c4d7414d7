import { after, before, describe } from 'node:test';
import { Lab } from './lab.ts';
import { allBrokers } from './nodes/all-brokers.ts';
import { brokerGone } from './nodes/broker-gone.ts';
import { routes } from './nodes/routes.ts';
import { whole } from './nodes/whole.ts';
import type { GetLab } from './suite.ts';
import type { Target } from './target.ts';

/** What several brokers are for: requests find the right one, and go on when one goes. On a target of three nodes. */
export function defineNodesSuite(name: string, start: () => Promise<Target>): void {
  describe(`the nodes suite on ${name}`, () => {
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
    routes(getLab);
    brokerGone(getLab);
    allBrokers(getLab);
  });
}
