import { CALLERS } from './callers.ts';
import { SESSIONS } from './sessions.ts';

/** What is recorded: the sessions of Java's tools, `java-` before their names, and the admin clients. */
const NAMES = [...SESSIONS.map(({ name }) => `java-${name}`), ...CALLERS.map(({ name }) => name)];

function isMeant(name: string, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted}-`);
}

/** @throws Error on a name, or a first part of names, of none */
export function checkSideNames(wanted: readonly string[]): void {
  for (const each of wanted) {
    if (!NAMES.some((name) => isMeant(name, each))) {
      throw new Error(`there is no client "${each}", but ${NAMES.join(', ')}`);
    }
  }
}

/** Whether it is one of those that are wanted: all, when there is none. */
export function isWanted(name: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((each) => isMeant(name, each));
}
