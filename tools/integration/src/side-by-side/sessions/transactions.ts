import { begins, writes } from '../acts.ts';
import type { Session, Told } from '../session.ts';

const T = 'kafka-transactions';
/** Ids and times of producers, and who looks after them. */
const show = (run: string): Told => ({
  run,
  anyOrder: true,
  pick: (line) => line.replace(/(?<=\s)\d+(?=\s|$)/g, '<number>').replace(/^\d+(?=\s)/, '<number>'),
});

/** kafka-transactions. */
export const transactions: Session = {
  name: 'transactions',
  steps: [
    'kafka-topics --create --topic orders --replica-assignment 0:1,1:2 --config retention.ms=-1',
    writes('orders', 2, 2),
    show(`${T} list`),
    begins('billing', 'orders'),
    show(`${T} list --duration-filter 0`),
    show(`${T} list --transactional-id-pattern bill.*`),
    show(`${T} list --transactional-id-pattern none.*`),
    show(`${T} describe --transactional-id billing`),
    show(`${T} describe --transactional-id nobody`),
    show(`${T} describe-producers --topic orders --partition 0`),
    show(`${T} describe-producers --topic orders --partition 1 --broker-id 1`),
    show(`${T} find-hanging --broker-id 0 --max-transaction-timeout 0`),
    show(`${T} abort --topic orders --partition 0 --start-offset 0`),
    show(`${T} forceTerminateTransaction --transactionalId nobody`),
    show(`${T} forceTerminateTransaction --transactionalId billing`),
    { ...show(`${T} describe --transactional-id billing`), after: 'that', until: /CompleteAbort|Empty/ },
  ],
};
