import { ALL, assignmentInTime, type Checker } from '@k/tool-history';
import { faultKind } from './faults/faults.ts';
import type { Scenario } from './scenario/scenario.ts';

/** What holds in a run of that plan. */
export function checkersFor({ faults }: Scenario): readonly Checker[] {
  const isHidden = faults.some(({ kind }) => faultKind(kind).hidesCoordinator === true);
  return isHidden ? ALL.filter((checker) => checker !== assignmentInTime) : ALL;
}
