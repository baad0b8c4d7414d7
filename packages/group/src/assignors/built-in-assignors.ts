import type { Assignor, RawAssignor } from './assignor.ts';
import { cooperativeStickyAssignor } from './cooperative-sticky-assignor.ts';
import { kafkajsRoundRobinAssignor } from './kafkajs-round-robin-assignor.ts';
import { rangeAssignor } from './range-assignor.ts';
import { roundRobinAssignor } from './round-robin-assignor.ts';
import { stickyAssignor } from './sticky-assignor.ts';

const builtInAssignors = {
  range: rangeAssignor,
  roundrobin: roundRobinAssignor,
  sticky: stickyAssignor,
  'cooperative-sticky': cooperativeStickyAssignor,
  RoundRobinAssigner: kafkajsRoundRobinAssignor,
} as const satisfies Readonly<Record<string, Assignor | RawAssignor>>;

/** The assignors that are there by name: the names that they have on the wire, which are Java's and kafkajs's. */
export type AssignorName = keyof typeof builtInAssignors;

/** An assignor as an option takes it. */
export type AssignorChoice = AssignorName | Assignor | RawAssignor;

export const assignorNames = Object.keys(builtInAssignors) as readonly AssignorName[];

export function isAssignorName(value: unknown): value is AssignorName {
  return typeof value === 'string' && Object.hasOwn(builtInAssignors, value);
}

export function assignorOf(choice: AssignorChoice): Assignor | RawAssignor {
  return typeof choice === 'string' ? builtInAssignors[choice] : choice;
}
