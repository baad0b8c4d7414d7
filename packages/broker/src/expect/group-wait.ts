import type { WaitOptions } from '@k/runtime';
import type { GroupDescription } from '../group/group-description.ts';
import type { PartitionLag } from './group-lag.ts';
import { toldWait, type Instead } from './told-wait.ts';
import type { Wait } from './waits.ts';

/** How a group is to be; all of what is given. */
export interface GroupCondition {
  /** `'Stable'`, or whatever else a group of its protocol can be. */
  readonly state?: GroupDescription['state'] | undefined;
  /** So many members, no more and no less. */
  readonly members?: number | undefined;
  /** It is there, and nobody is in it. */
  readonly empty?: true | undefined;
  /**
   * It has committed the end of every partition that has records, of the topics that its members subscribe to (or that it
   * committed for, when it has no members). Records of aborted and open transactions do not count.
   */
  readonly caughtUp?: true | undefined;
  /** Caught up in these topics. Default: see `caughtUp` */
  readonly topics?: readonly string[] | undefined;
}

/** What a group is like now. */
export interface GroupLook {
  readonly group: GroupDescription | undefined;
  readonly lag: readonly PartitionLag[];
  readonly groupIds: readonly string[];
}

export function groupWait(
  groupId: string,
  condition: GroupCondition,
  options: WaitOptions,
  lookAt: () => GroupLook,
): Wait<GroupDescription> {
  const { topics: _, ...expected } = condition;
  const look = (): GroupDescription | undefined => {
    const found = lookAt();
    return missing(condition, found).length === 0 ? found.group : undefined;
  };
  const instead = (): Instead => {
    const found = lookAt();
    return { expected, actual: actualOf(expected, found), lines: [...missing(condition, found), ...known(found)] };
  };
  return toldWait(`waitForGroup('${groupId}')`, look, instead, options);
}

/** What is not as it is to be, one line for each. */
function missing(
  { state, members, empty, caughtUp, topics }: GroupCondition,
  { group, lag, groupIds }: GroupLook,
): string[] {
  if (group === undefined) return [`there is no such group, but ${groupIds.join(', ') || 'none at all'}`];
  const count = group.members.length;
  const unknown = (topics ?? []).filter((topic) => !lag.some((it) => it.topic === topic));
  return [
    ...(state === undefined || state === group.state ? [] : [`state: expected ${state}, got ${group.state}`]),
    ...(members === undefined || members === count
      ? []
      : [`members: expected ${String(members)}, got ${String(count)}`]),
    ...(empty === undefined || count === 0 ? [] : [`expected to be empty, got ${String(count)} members`]),
    ...(caughtUp === undefined ? [] : lag.filter(({ lag: behind }) => behind > 0).map(showLag)),
    ...(caughtUp !== undefined && lag.length === 0 && unknown.length === 0 ? ['no topic is known that it reads'] : []),
    ...(caughtUp === undefined ? [] : unknown.map((topic) => `there is no topic ${topic}`)),
  ];
}

function known({ group, lag }: GroupLook): string[] {
  if (group === undefined) return [];
  const { type, state, generationId, members } = group;
  const behind = lag.filter((it) => it.lag > 0);
  return [
    `now: ${type} group, ${state}, generation ${String(generationId)}, ${String(members.length)} members`,
    ...members.map(({ memberId, clientId, clientHost, groupInstanceId }) => {
      const instance = groupInstanceId === null ? '' : `, instance ${groupInstanceId}`;
      return `  ${memberId}: client ${clientId} at ${clientHost}${instance}`;
    }),
    ...(lag.length === 0 ? [] : [`${String(behind.length)} of ${String(lag.length)} partitions are behind`]),
  ];
}

function showLag({ topic, partition, committed, end, lag }: PartitionLag): string {
  const stands = committed === undefined ? 'nothing committed' : `committed ${String(committed)}`;
  return `${topic}-${String(partition)}: ${stands}, ${String(lag)} behind the end ${String(end)}`;
}

function actualOf(expected: GroupCondition, { group, lag }: GroupLook): unknown {
  if (group === undefined) return undefined;
  return {
    ...(expected.state === undefined ? {} : { state: group.state }),
    ...(expected.members === undefined ? {} : { members: group.members.length }),
    ...(expected.empty === undefined ? {} : { empty: group.members.length === 0 }),
    ...(expected.caughtUp === undefined ? {} : { caughtUp: lag.every(({ lag: behind }) => behind === 0) }),
  };
}
