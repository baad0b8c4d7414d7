import type { KafkaConsumer } from '@k/consumer';
import type { MemberSpec } from '../scenario/member-spec.ts';
import { groupBehind, outOfGroup } from './behind.ts';
import { closeMember, subscribe, tellDelivered, tellDone } from './group-events.ts';
import { keepAlive } from './keep-alive.ts';
import { MemoryWatch } from './memory.ts';
import { groupOptions, newConsumer } from './new-consumer.ts';
import { readIn, type Handling } from './reading.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

export function runMember(incarnation: Incarnation, spec: MemberSpec): Running {
  const { world, chance } = incarnation;
  const { group, instanceId, topics, isolation, pattern, revokeMs, slowMs = 150, slowOneIn = 80 } = spec;
  const load = { isOver: false };
  let current: KafkaConsumer | undefined;
  const order = spec.loop === 'run by key' ? ('by key' as const) : undefined;
  const alive = keepAlive(incarnation, (member) => {
    const consumer = newConsumer(incarnation, member, spec, {
      ...groupOptions(group, spec.groupKind),
      groupInstanceId: instanceId ?? undefined,
      enableAutoCommit: spec.loop !== 'poll and commit',
      autoCommitIntervalMs: spec.autoCommitIntervalMs,
      maxPollIntervalMs: spec.maxPollIntervalMs,
    });
    current = consumer;
    const moves = subscribe(incarnation, consumer, { group, member, instanceId, topics, pattern, revokeMs });
    const memory = new MemoryWatch(world, member);
    const handling: Handling = {
      given: (record) => {
        tellDelivered(incarnation, consumer, { reader: member, group, isolation, order }, record);
        // The others have room for whatever comes.
        if (spec.bufferMemory !== undefined) memory.consumer(consumer.metrics(), incarnation.name);
        const { topic, partition } = record;
        const before = moves(topic, partition);
        return () => moves(topic, partition) === before;
      },
      finish: async (record) => {
        const ms = chance.below(slowOneIn) === 0 ? slowMs : chance.below(spec.workMs + 1);
        // What has piled up by then must be done in time.
        if (ms > 0 && !load.isOver) await pause(incarnation, ms);
        tellDone(incarnation, { reader: member, group }, record);
      },
      comesAgain: ({ topic, partition, offset }) => {
        world.recorder.write({ type: 'jumped', reader: member, topic, partition, to: offset, why: 'seek' });
      },
    };
    const { clock } = incarnation.process;
    const { stayMs } = spec;
    const leave = (): void => {
      if (!load.isOver) void consumer.stop();
    };
    const leaving =
      stayMs === undefined ? undefined : clock.setTimeout(leave, chance.between(stayMs / 2, stayMs * 1.5));
    return {
      loop: () => readIn(spec.loop, consumer, handling, incarnation),
      close: async () => {
        clock.clearTimeout(leaving);
        await closeMember(incarnation, consumer);
      },
    };
  });
  return {
    finish: () => {
      load.isOver = true;
      return Promise.resolve();
    },
    behind: () => groupBehind(world, group, topics, isolation) ?? outOfGroup(world, spec.name, group, current),
    close: () => alive.close(),
  };
}
