import type { History } from '../history.ts';
import { Logs } from './logs.ts';
import { type Sends, sendsOf } from './sends.ts';
import { Taken } from './taken.ts';
import { type Transactions, transactionsOf } from './transactions.ts';

/** A history, looked up. */
export interface Facts {
  readonly sends: Sends;
  readonly logs: Logs;
  readonly taken: Taken;
  readonly transactions: Transactions;
}

const known = new WeakMap<History, Facts>();

/** The same for every checker of one history. */
export function factsOf(history: History): Facts {
  let facts = known.get(history);
  if (facts === undefined) {
    facts = {
      sends: sendsOf(history),
      logs: new Logs(history),
      taken: new Taken(history),
      transactions: transactionsOf(history),
    };
    known.set(history, facts);
  }
  return facts;
}
