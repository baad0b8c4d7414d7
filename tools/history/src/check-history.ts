import { ackedIsStored } from './checkers/acked-is-stored.ts';
import { assignment } from './checkers/assignment.ts';
import { assignmentInTime } from './checkers/assignment-in-time.ts';
import { atLeastOnce } from './checkers/at-least-once.ts';
import { atomicTransactions } from './checkers/atomic-transactions.ts';
import { commits } from './checkers/commits.ts';
import { configs } from './checkers/configs.ts';
import { exactlyOnce } from './checkers/exactly-once.ts';
import { failedIsAbsent } from './checkers/failed-is-absent.ts';
import { goodbyes } from './checkers/goodbyes.ts';
import { groupsGoOn } from './checkers/groups-go-on.ts';
import { jumps } from './checkers/jumps.ts';
import { noDuplicates } from './checkers/no-duplicates.ts';
import { nothingLeft } from './checkers/nothing-left.ts';
import { producerOrder } from './checkers/producer-order.ts';
import { readCommitted } from './checkers/read-committed.ts';
import { readerOrder } from './checkers/reader-order.ts';
import { revocationDrains } from './checkers/revocation-drains.ts';
import { sendsGoOn } from './checkers/sends-go-on.ts';
import { settles } from './checkers/settles.ts';
import type { History } from './history.ts';
import type { Checker, Violation } from './violation.ts';

/** How long a client may need at most when nothing is wrong, by default: the default time limit of a send, ms. */
export const PROGRESS_MS = 120_000;

/** A record that takes no longer is waited for when its partition is to be given back, ms: clients have several seconds. */
const DRAIN_MS = 1_000;

/** Everything that is promised. */
export const ALL: readonly Checker[] = [
  ackedIsStored,
  failedIsAbsent,
  noDuplicates,
  producerOrder,
  readerOrder,
  jumps,
  atLeastOnce,
  commits,
  atomicTransactions,
  readCommitted,
  exactlyOnce,
  assignment,
  assignmentInTime,
  revocationDrains(DRAIN_MS),
  goodbyes,
  configs,
  settles,
  sendsGoOn(PROGRESS_MS),
  groupsGoOn(PROGRESS_MS),
  nothingLeft,
];

/** @returns what is wrong, by checker; empty when every promise was kept */
export function checkHistory(history: History, checkers: readonly Checker[] = ALL): Violation[] {
  return checkers.flatMap(({ check }) => check(history));
}
