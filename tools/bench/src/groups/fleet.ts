import { KafkaConsumer } from '@k/consumer';
import { Driver, type GetProgram, javaProgram, nodeProgram } from '@k/tool-integration';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import type { Standstill } from './standstill.ts';

const SESSION_MS = 10_000;
const HEARTBEAT_MS = 300;

/** A member of the group, as far as a deployment has to do with it. */
export interface DeployedMember {
  /** How many partitions it has; undefined where it was not told yet. */
  owned(): number | undefined;
  commit(): Promise<unknown>;
  leave(): Promise<unknown>;
}

/** Members of one client, all in one process, each with connections of its own. */
export interface Fleet {
  readonly label: string;
  join(group: string, topic: string): Promise<DeployedMember>;
  close(): Promise<void>;
}

export type OpenFleet = (bootstrapServer: string, standstill: Standstill) => Promise<Fleet>;

/** By what they are called on the command line. */
export const FLEETS: Readonly<Record<string, OpenFleet>> = {
  'ours-eager': ours('eager', ['range']),
  'ours-cooperative': ours('cooperative', ['cooperative-sticky']),
  kafkajs: theirs('eager', nodeProgram('kafkajs')),
  'java-eager': theirs('eager', javaProgram(DEFAULT_VERSION)),
  'java-cooperative': theirs('cooperative', javaProgram(DEFAULT_VERSION), true),
};

function ours(protocol: string, partitionAssignors: ('range' | 'cooperative-sticky')[]): OpenFleet {
  return (bootstrapServers, standstill) =>
    Promise.resolve({
      label: `@k, ${protocol}`,
      join: (groupId, topic) => {
        const consumer = new KafkaConsumer({
          ...{ bootstrapServers, groupId, partitionAssignors, autoOffsetReset: 'earliest', fetchMaxWaitMs: 100 },
          ...{ sessionTimeoutMs: SESSION_MS, heartbeatIntervalMs: HEARTBEAT_MS, enableAutoCommit: false },
        });
        consumer.subscribe([topic]);
        const reading = (async () => {
          for await (const { partition, offset } of consumer) standstill.read(partition, offset, performance.now());
        })();
        return Promise.resolve({
          owned: () => (consumer.membership?.state === 'stable' ? consumer.assignment().length : undefined),
          commit: () => consumer.commit(),
          leave: async () => {
            await consumer.stop();
            await reading;
          },
        });
      },
      close: () => Promise.resolve(),
    });
}

/** In a process of its own, which tells of every record. */
function theirs(protocol: string, getProgram: GetProgram, isCooperative = false): OpenFleet {
  return async (bootstrapServer, standstill) => {
    const driver = await Driver.start(await getProgram(console.error), [bootstrapServer]);
    return {
      label: `${driver.client}, ${protocol}`,
      join: async (group, topic) => {
        const cooperative = isCooperative ? ({ cooperative: true } as const) : {};
        const member = await driver.join(group, { topics: [topic], ...cooperative });
        let seen = 0;
        member.watch(() => {
          const now = performance.now();
          for (; seen < member.records.length; seen++) {
            const { partition, offset } = member.records[seen] ?? { partition: 0, offset: 0 };
            standstill.read(partition, offset, now);
          }
        });
        return {
          owned: () => member.assigned?.length,
          commit: () => member.commit(),
          leave: () => member.leave(),
        };
      },
      close: () => driver.close(),
    };
  };
}
