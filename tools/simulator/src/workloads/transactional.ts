import type { TransactionalSpec } from '../scenario/transaction-specs.ts';
import { keepAlive } from './keep-alive.ts';
import { GivenUp, newTransactionalProducer, TransactionRun } from './transaction-run.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

/** Of so many transactions one is given up by its program. */
const GIVEN_UP_ONE_IN = 5;
const KEYS = 5;

export function runTransactional(incarnation: Incarnation, spec: TransactionalSpec): Running {
  const { chance } = incarnation;
  const load = { isOver: false };
  let open = 0;
  const alive = keepAlive(
    incarnation,
    (client) => {
      const producer = newTransactionalProducer(incarnation, spec);
      let count = 0;
      let sent = 0;
      const once = async (): Promise<boolean> => {
        const name = `${client}:${String(++count)}`;
        const run = new TransactionRun(incarnation, producer, client, name);
        open++;
        const end = await run.run(spec.style, async (sender) => {
          for (let left = chance.between(1, spec.burst); left > 0; left--) {
            const key = `k${String(chance.below(KEYS))}`;
            run.send(sender, { topic: chance.pick(spec.topics), key, value: `${client}-${String(++sent)}` });
            if (chance.is(0.2)) await pause(incarnation, chance.below(100));
          }
          if (chance.below(GIVEN_UP_ONE_IN) === 0) throw new GivenUp('the program gives it up');
        });
        open--;
        return end !== 'over';
      };
      const loop = async (): Promise<void> => {
        while (!load.isOver && (await once())) await pause(incarnation, chance.between(1, spec.everyMs));
      };
      return { loop, close: () => producer.close() };
    },
    () => !load.isOver,
  );
  return {
    finish: async () => {
      load.isOver = true;
      await alive.ended;
    },
    behind: () => (open === 0 ? undefined : `${incarnation.name}: a transaction has no end`),
    close: () => alive.close(),
  };
}
