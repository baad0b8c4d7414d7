import { type PlantedBug, bug } from '../planted-bug.ts';

const SOURCE = 'producer/src/identity/transactional-source.ts';
const LINK = 'producer/src/transaction/cluster-transaction-link.ts';
const STATE = 'producer/src/identity/transactional.ts';

export const TRANSACTION_BUGS: readonly PlantedBug[] = [
  bug(
    'committed though a record failed',
    'A record that was not stored says nothing against the commit of its transaction.',
    ['atomic-transactions'],
    SOURCE,
    '    // What fails because the transaction has failed is no news.\n',
    "    if (error.name !== '') return;\n",
  ),
  bug(
    'commit does not wait for records',
    'EndTxn leaves while records of the transaction are still to be sent.',
    ['atomic-transactions', 'sends-go-on'],
    SOURCE,
    'await Promise.all([this.#owner.flush(), Promise.allSettled(this.#offsets)]);',
    'await Promise.allSettled(this.#offsets);',
  ),
  bug(
    'abort that commits',
    'A transaction that is to be aborted is committed.',
    ['atomic-transactions'],
    LINK,
    'producerEpoch: epoch, committed: commit };',
    'producerEpoch: epoch, committed: true };',
  ),
  bug(
    'refused commit taken for a commit',
    'A commit that the coordinator refuses for good resolves.',
    ['atomic-transactions', 'exactly-once'],
    STATE,
    "  if (event.type !== 'failed') return [from, []];\n  return failOpen(from.txn, event.error, event.repair, [{ type: 'reject', error: event.error }]);",
    "  if (event.type !== 'failed') return [from, []];\n  return over(from.txn, { identity: null, protocol: from.txn.protocol }, 'committed');",
  ),
  bug(
    'partition not added to its transaction',
    'The coordinator does not hear of the partitions of a transaction, and writes no markers there.',
    ['atomic-transactions', 'sends-go-on'],
    SOURCE,
    'if (txn.protocol === 1 && !this.#added.has(partition)) {',
    'if (txn.protocol === 1 && Number.isNaN(now)) {',
  ),
  bug(
    'hole in the sequence, and the epoch stays',
    'After a record that failed the next transaction goes on under numbers that the broker refuses.',
    ['sends-go-on', 'acked-is-stored'],
    STATE,
    "  if (txn.repair === 'epoch' || protocol > txn.protocol || mayEndLate) {",
    '  if (protocol > txn.protocol || mayEndLate) {',
  ),
  bug(
    'offsets not in the transaction',
    'What was read is not committed with what was made of it, and is read again after a rebalance.',
    ['exactly-once'],
    'producer/src/transaction/consume-loop.ts',
    '      await transaction.sendOffsets(group, { topic, partition, offset: offset + 1, leaderEpoch });\n',
    '',
  ),
];
