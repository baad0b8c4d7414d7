import type { EventOf, History, SentEvent, TransactionEvent } from '../history.ts';

/** A transaction, with places in the history; undefined: it did not come to that. */
export interface Transaction {
  readonly name: string;
  readonly producer: string;
  /** Place of its last event. */
  last: number;
  /** Its end was asked for. */
  committing?: number;
  aborting?: number;
  /** How it ended, as its producer knows. */
  end?: 'committed' | 'aborted' | 'unknown';
  readonly sent: { readonly event: EventOf<SentEvent>; readonly index: number }[];
  readonly offsets: NonNullable<TransactionEvent['offsets']>[number][];
}

/** By their names, in the order in which they began. */
export type Transactions = ReadonlyMap<string, Transaction>;

export function transactionsOf(history: History): Transactions {
  const transactions = new Map<string, Transaction>();
  const of = (name: string, producer: string): Transaction => {
    const transaction = transactions.get(name) ?? { name, producer, last: 0, sent: [], offsets: [] };
    transactions.set(name, transaction);
    return transaction;
  };
  for (const [index, event] of history.entries()) {
    if (event.type === 'sent' && event.transaction !== undefined) {
      of(event.transaction, event.producer).sent.push({ event, index });
    } else if (event.type === 'transaction') note(of(event.transaction, event.producer), event, index);
  }
  return transactions;
}

function note(transaction: Transaction, { phase, offsets = [] }: TransactionEvent, index: number): void {
  transaction.last = index;
  if (phase === 'offsets') transaction.offsets.push(...offsets);
  else if (phase === 'committing' || phase === 'aborting') transaction[phase] ??= index;
  else if (phase !== 'begun') transaction.end = phase;
}
