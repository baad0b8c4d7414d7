import { waitOptions, type WaitOptions, z } from '@k/runtime';
import { DescribeLogDirs, parseOptions } from '@k/wire';
import { brokerId, checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { type LogDirDescription, logDirsOf } from './log-dirs.ts';

const brokerIds = z.strictObject({ brokers: z.array(brokerId).readonly() });

const CALL = 'describeLogDirs()';

export async function describeLogDirs(
  calls: AdminCalls,
  brokers: readonly number[],
  options?: WaitOptions,
): Promise<ResourceMap<number, ReadonlyMap<string, LogDirDescription>>> {
  const asked = parseOptions(`KafkaAdmin: ${CALL}`, brokerIds, { brokers }).brokers;
  const limits = parseOptions(`KafkaAdmin: ${CALL}`, waitOptions, options ?? {});
  const once = checkDistinct(
    CALL,
    'brokers',
    asked.map((broker) => [broker, true] as const),
  );
  return calls.each<number, ReadonlyMap<string, LogDirDescription>>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: once.keys(),
    targetOf: (broker) => ({ broker }),
    maxPerRequest: 1,
    ask: async ([broker = -1], request) => {
      return [[broker, logDirsOf(await request(DescribeLogDirs, { topics: null }), broker)]];
    },
  });
}
