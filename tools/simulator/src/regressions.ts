import { behindANewLog } from './regressions/behind-a-new-log.ts';
import { brokenOff } from './regressions/broken-off.ts';
import { cutOffLeader } from './regressions/cut-off-leader.ts';
import { eligibleLeader } from './regressions/eligible-leader.ts';
import { formerLeader } from './regressions/former-leader.ts';
import { lateCoordinator } from './regressions/late-coordinator.ts';
import { lateRecords } from './regressions/late-records.ts';
import { lostByHand } from './regressions/lost-by-hand.ts';
import { lostWhileStored } from './regressions/lost-while-stored.ts';
import { madeAgain } from './regressions/made-again.ts';
import { refusedOffsets } from './regressions/refused-offsets.ts';
import { resetOnOldBrokers } from './regressions/reset-on-old-brokers.ts';
import { settingTwice } from './regressions/setting-twice.ts';
import { starvedBroker } from './regressions/starved-broker.ts';
import type { Regression } from './regressions/regression.ts';

/** Runs that failed once. All of them pass. */
export const REGRESSIONS: readonly Regression[] = [
  lateCoordinator,
  resetOnOldBrokers,
  refusedOffsets,
  starvedBroker,
  eligibleLeader,
  behindANewLog,
  brokenOff,
  lostWhileStored,
  lostByHand,
  formerLeader,
  madeAgain,
  settingTwice,
  lateRecords,
  cutOffLeader,
];
