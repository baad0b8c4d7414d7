import { KafkaAdmin, PartialResultError } from '@k/admin';
import { KafkaError } from '@k/wire';
import { isSince } from '../draw/releases.ts';
import type { AdminSpec } from '../scenario/admin-spec.ts';
import { alterConfigs, readConfigs } from './admin-configs.ts';
import { pause, type Incarnation, type Running } from './workload.ts';

type Deed = (admin: KafkaAdmin, incarnation: Incarnation, spec: AdminSpec) => Promise<void>;

/** A topic of its own, of a handful of names, so that it is made, deleted and made again. */
function ownTopic({ chance }: Incarnation): string {
  return `own${String(chance.below(3))}`;
}

const DEEDS: readonly Deed[] = [
  async (admin, incarnation) => {
    const name = ownTopic(incarnation);
    await admin.createTopics([{ name, numPartitions: incarnation.chance.between(1, 3), replicationFactor: 1 }]);
    expectTopic(incarnation, name, true);
  },
  async (admin, incarnation) => {
    const name = ownTopic(incarnation);
    await admin.deleteTopics([name]);
    expectTopic(incarnation, name, false);
  },
  async (admin, incarnation) => {
    const name = ownTopic(incarnation);
    const totalCount = incarnation.chance.between(2, 6);
    await admin.createPartitions([{ name, totalCount }]);
    const count = incarnation.world.broker.topic(name)?.partitions.length;
    if (count !== totalCount)
      complain(incarnation, `${name} is said to have ${String(totalCount)} partitions, and has ${String(count)}`);
  },
  async (admin) => {
    await admin.listTopics();
  },
  async (admin, { world }) => {
    await admin.describeTopics(world.scenario.topics.map(({ name }) => name));
  },
  async (admin, { world, chance }) => {
    const { name } = chance.pick(world.scenario.topics);
    await admin.describeConfigs([{ type: 'TOPIC', name }]);
  },
  async (admin) => {
    await admin.listGroups();
  },
  purge,
  alterConfigs,
  alterConfigs,
  async (admin, incarnation, { alters = [] }) => {
    await readConfigs(admin, incarnation, [incarnation.chance.pick([undefined, ...alters])]);
  },
  deleteOffsets,
];

async function purge(admin: KafkaAdmin, { world, chance }: Incarnation, { purges }: AdminSpec): Promise<void> {
  const topic = chance.pickOf(purges);
  if (topic === undefined) return;
  const { broker, recorder } = world;
  const partition = chance.below(broker.topic(topic)?.partitions.length ?? 1);
  const { startOffset, endOffset } = broker.log(topic, partition);
  const to = chance.between(startOffset, endOffset);
  // From now on they may be gone, whatever the admin is told of it.
  if (to > startOffset) recorder.write({ type: 'taken', topic, partition, from: startOffset, to, why: 'retention' });
  await admin.deleteRecords([{ topic, partition, beforeOffset: to }]);
}

/** Of a group that nobody is in. */
async function deleteOffsets(admin: KafkaAdmin, incarnation: Incarnation): Promise<void> {
  const { world, chance, name } = incarnation;
  if (!isSince(world.scenario.cluster.asVersion, '2.4')) return;
  const topic = world.scenario.topics[0]?.name ?? '';
  // Another one each time, so that nobody knows of it but this call.
  const group = `idle-${name}-${String(chance.below(1_000_000))}`;
  const place = { topic, partition: 0 };
  const expect = (offset: number | undefined): void => {
    const kept = world.broker.committed(group, topic, 0)?.offset;
    if (kept === offset) return;
    complain(incarnation, `${group} is said to be at ${String(offset)}, and is at ${String(kept)}`);
  };
  await admin.alterConsumerGroupOffsets(group, [{ ...place, offset: 0 }]);
  expect(0);
  await admin.deleteConsumerGroupOffsets(group, [place]);
  expect(undefined);
}

/** Does one thing after the other; what it is told is held against what is. */
export function runAdmin(incarnation: Incarnation, spec: AdminSpec): Running {
  const { world, process, name, chance } = incarnation;
  const admin = new KafkaAdmin({
    bootstrapServers: world.bootstrapServers,
    runtime: process,
    clientId: name,
    requestTimeoutMs: spec.requestTimeoutMs,
  });
  admin.on('warning', (error) => {
    world.recorder.note(name, `warning: ${error.message}`);
  });
  const attempt = async (deed: Deed): Promise<void> => {
    try {
      await deed(admin, incarnation, spec);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      const causes = error instanceof PartialResultError ? ` ${[...error.errors.values()].map(String).join('; ')}` : '';
      world.recorder.note(name, `${String(error)}${causes}`);
    }
  };
  const load = { isOver: false };
  const loop = (async () => {
    while (!load.isOver) {
      await pause(incarnation, chance.between(1, spec.everyMs));
      await attempt(chance.pick(DEEDS));
    }
  })();
  return {
    finish: async () => {
      load.isOver = true;
      await loop;
      // The last word on all of them.
      await attempt((_, run, { alters = [] }) => readConfigs(admin, run, [undefined, ...alters]));
    },
    behind: () => undefined,
    close: () => admin.close(),
  };
}

function expectTopic(incarnation: Incarnation, name: string, isThere: boolean): void {
  if ((incarnation.world.broker.topic(name) !== undefined) === isThere) return;
  complain(incarnation, `${name} is said to be ${isThere ? 'made' : 'deleted'}, and is not`);
}

function complain({ world, name }: Incarnation, what: string): void {
  world.recorder.write({ type: 'left', kind: 'unsettled', what: `${name}: ${what}` });
}
