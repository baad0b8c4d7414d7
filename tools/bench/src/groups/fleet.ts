import { type ConsumerOptions, KafkaConsumer } from '@k/consumer';
import { Driver, type GetProgram, javaProgram, nodeProgram } from '@k/tool-integration';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import type { Standstill } from './standstill.ts';

/** As the drivers of the others join; in the consumer protocol the broker tells both. */
const CLASSIC = { sessionTimeoutMs: 10_000, heartbeatIntervalMs: 300 };

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

type GroupOptions = Pick<
  ConsumerOptions,
  'groupProtocol' | 'partitionAssignors' | 'sessionTimeoutMs' | 'heartbeatIntervalMs'
>;

/** By what they are called on the command line. */
export const FLEETS: Readonly<Record<string, OpenFleet>> = {
  'ours-eager': ours('eager', { ...CLASSIC, partitionAssignors: ['range'] }),
  'ours-cooperative': ours('cooperative', { ...CLASSIC, partitionAssignors: ['cooperative-sticky'] }),
  'ours-consumer': ours('consumer (KIP-848)', { groupProtocol: 'consumer' }),
  kafkajs: theirs('eager', nodeProgram('kafkajs')),
  'java-eager': theirs('eager', javaProgram(DEFAULT_VERSION)),
  'java-cooperative': theirs('cooperative', javaProgram(DEFAULT_VERSION), { cooperative: true }),
  'java-consumer': theirs('consumer (KIP-848)', javaProgram(DEFAULT_VERSION), { protocol: 'consumer' }),
};

function ours(protocol: string, options: GroupOptions): OpenFleet {
  return (bootstrapServers, standstill) =>
    Promise.resolve({
      label: `@k, ${protocol}`,
      join: (groupId, topic) => {
        const consumer = new KafkaConsumer({
          ...{ bootstrapServers, groupId, autoOffsetReset: 'earliest', fetchMaxWaitMs: 100, enableAutoCommit: false },
          ...options,
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
function theirs(
  protocol: string,
  getProgram: GetProgram,
  how: { readonly cooperative?: true; readonly protocol?: 'consumer' } = {},
): OpenFleet {
  return async (bootstrapServer, standstill) => {
    const driver = await Driver.start(await getProgram(console.error), [bootstrapServer]);
    return {
      label: `${driver.client}, ${protocol}`,
      join: async (group, topic) => {
        const member = await driver.join(group, { topics: [topic], ...how });
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
