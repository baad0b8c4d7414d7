import type { Cluster } from '@k/cluster';

/** How long a goodbye may take at most, milliseconds. Without one the group waits for a whole session. */
export const GOODBYE_MS = 5_000;

/** Of the time that is given to leave, the share kept for the goodbye itself, if that is less than {@link GOODBYE_MS}. */
const GOODBYE_SHARE = 0.25;

/** When all else has to be done, so that the member is out of the group by `leaveBy` (monotonic ms). */
export function goodbyeAt(leaveBy: number, now: number): number {
  return leaveBy - Math.min(GOODBYE_MS, (leaveBy - now) * GOODBYE_SHARE);
}

/** Whether a member that has said goodbye is out of its group: it was answered, or may wait no longer. */
export function isGoodbyeOver(
  { seq, leaveBy }: { readonly seq: number; readonly leaveBy: number },
  event: { readonly type: string; readonly seq?: number },
  now: number,
): boolean {
  return event.type === 'left' ? event.seq === seq : event.type === 'tick' && now >= leaveBy;
}

/**
 * Says goodbye, to another coordinator if need be.
 * @param attempt throws what the coordinator says against it
 */
export async function sayGoodbye(
  cluster: Cluster,
  groupId: string,
  attempt: (timeoutMs: number) => Promise<void>,
  timeoutMs = GOODBYE_MS,
): Promise<void> {
  const deadline = cluster.deadline(`leave group '${groupId}'`, { timeoutMs });
  await cluster.retry(deadline.operation, () => attempt(deadline.remainingMs()), { deadline });
}
