/** How long a goodbye (LeaveGroup) may take at most, milliseconds. Without one the group waits for a whole session. */
export const GOODBYE_MS = 5_000;

/** Of the time that is given to leave, the share kept for the goodbye itself, if that is less than {@link GOODBYE_MS}. */
const GOODBYE_SHARE = 0.25;

/** When all else has to be done, so that the member is out of the group by `leaveBy` (monotonic ms). */
export function goodbyeAt(leaveBy: number, now: number): number {
  return leaveBy - Math.min(GOODBYE_MS, (leaveBy - now) * GOODBYE_SHARE);
}
