/** How long a goodbye to the group may take at most, milliseconds: the group waits a whole session for who says none. */
export const GOODBYE_MS = 5_000;

/** Of the time that is given to leave, the share kept for the goodbye itself, if that is less than {@link GOODBYE_MS}. */
const GOODBYE_SHARE = 0.25;

/** When to be done with all else, to be out of the group by `leaveBy` (monotonic ms). */
export function goodbyeAt(leaveBy: number, now: number): number {
  return leaveBy - Math.min(GOODBYE_MS, (leaveBy - now) * GOODBYE_SHARE);
}
