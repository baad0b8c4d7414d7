import type { ConsumerRecord } from '@k/consumer';
import type { MemberSpec } from '../scenario/member-spec.ts';
import { groupBehind } from './behind.ts';
import { closeMember, subscribe, tellDelivered, tellDone } from './group-events.ts';
import { keepAlive } from './keep-alive.ts';
import { groupOptions, newConsumer } from './new-consumer.ts';
import { readIn } from './reading.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

/** Of so many records one takes long. */
const SLOW_ONE_IN = 80;
const SLOW_MS = 150;

export function runMember(incarnation: Incarnation, spec: MemberSpec): Running {
  const { world, chance } = incarnation;
  const { group, instanceId, topics, isolation } = spec;
  const order = spec.loop === 'run by key' ? ('by key' as const) : undefined;
  const alive = keepAlive(incarnation, (member) => {
    const consumer = newConsumer(incarnation, member, spec, {
      ...groupOptions(group, spec.groupKind),
      groupInstanceId: instanceId ?? undefined,
      enableAutoCommit: spec.loop !== 'poll and commit',
      autoCommitIntervalMs: spec.autoCommitIntervalMs,
      maxPollIntervalMs: spec.maxPollIntervalMs,
    });
    const moves = subscribe(incarnation, consumer, { group, member, instanceId, topics });
    const handle = async (record: ConsumerRecord): Promise<void> => {
      tellDelivered(incarnation, consumer, { reader: member, group, isolation, order }, record);
      const ms = chance.below(SLOW_ONE_IN) === 0 ? SLOW_MS : chance.below(spec.workMs + 1);
      if (ms > 0) await pause(incarnation, ms);
      tellDone(incarnation, { reader: member, group }, record);
    };
    return {
      loop: () => readIn(spec.loop, { consumer, handle, moves, incarnation }),
      close: () => closeMember(incarnation, consumer),
    };
  });
  return {
    finish: () => Promise.resolve(),
    behind: () => groupBehind(world, group, topics, isolation),
    close: () => alive.close(),
  };
}
