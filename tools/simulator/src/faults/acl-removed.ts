import { KafkaAdmin } from '@k/admin';
import { drawPartition } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly topic: string;
  readonly operation: 'READ' | 'WRITE' | 'DESCRIBE';
}

/** Everybody loses the right to read, write or see a topic. */
export const aclRemoved: FaultKind<What> = {
  name: 'acl-removed',
  lastsMs: [500, 5_000],
  hidesCoordinator: true,
  weight: 4,
  draw: (chance, scenario) => {
    if (!scenario.cluster.authorizer) return undefined;
    const found = drawPartition(chance, scenario);
    const operation = chance.pick(['READ', 'WRITE', 'DESCRIBE'] as const);
    return found === undefined ? undefined : { topic: found.topic, operation };
  },
  begin: (world, { topic, operation }) => {
    const { clock, network, bootstrapServers } = world;
    // Who has no name sees nothing of the weather.
    const admin = new KafkaAdmin({ bootstrapServers, runtime: { clock, network, random: world.random } });
    admin.on('warning', () => undefined);
    const rule = {
      resourceType: 'TOPIC',
      resourceName: topic,
      patternType: 'LITERAL',
      principal: 'User:ANONYMOUS',
      host: '*',
      operation,
      permissionType: 'DENY',
    } as const;
    const made = admin.createAcls([rule]);
    return async () => {
      await made;
      await admin.deleteAcls([rule]);
      await admin.close();
    };
  },
  story: ({ topic, operation }) => `nobody may ${operation} ${topic}`,
};
