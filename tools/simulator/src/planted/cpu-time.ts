import { readFileSync } from 'node:fs';

const TICK_MS = 10;

/**
 * What a process has had of the processors, in ms: those of a busy machine come seldom. Where nobody tells (there is no `/proc`),
 * how long it has been there.
 * @param began when it began, by `performance.now()`
 */
export function cpuMsOf(pid: number | undefined, began: number): number {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // Behind the name, which is in brackets: utime and stime are the 12th and 13th, see proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return performance.now() - began;
  }
}
