import type { ConfigResource, KafkaAdmin } from '@k/admin';
import { isSince } from '../draw/releases.ts';
import type { AdminSpec } from '../scenario/admin-spec.ts';
import type { Incarnation } from './workload.ts';

/** What all brokers have that do not set it themselves. */
const ALL_BROKERS: ConfigResource = { type: 'BROKER', name: '' };

type Settings = Readonly<Record<string, string>>;

/** An admin asks again at the earliest after so many ms: 100, a fifth less by chance (`retryBackoffMs`). */
const AGAIN_AFTER_MS = 80;

/** Changes settings of a topic, or of all brokers, and tells the history. */
export async function alterConfigs(admin: KafkaAdmin, incarnation: Incarnation, spec: AdminSpec): Promise<void> {
  const { world, name, chance } = incarnation;
  const topic = chance.is(0.2) ? undefined : chance.pickOf(spec.alters ?? []);
  const resource: ConfigResource = topic === undefined ? ALL_BROKERS : { type: 'TOPIC', name: topic };
  const all = topic === undefined ? drawBrokerSettings(incarnation) : drawTopicSettings(incarnation, topic);
  const isIncremental = isSince(world.scenario.cluster.asVersion, '2.4');
  // Before KIP-339 what was not given was gone.
  const set = isIncremental ? Object.fromEntries([chance.pick(Object.entries(all))]) : all;
  const change = `${name}:${String(chance.below(1_000_000))}`;
  tell(incarnation, 'asked', change, resource, set);
  const since = world.clock.monotonic();
  if (isIncremental) await admin.incrementalAlterConfigs([{ ...resource, set }]);
  else await admin.alterConfigs([{ ...resource, configs: set }]);
  tell(incarnation, 'acked', change, resource, set);
  // Asked for twice, it may be done twice: the first request is on its way still, where nothing arrives for a while.
  if (world.clock.monotonic() - since >= AGAIN_AFTER_MS) tell(incarnation, 'asked', `${change} again`, resource, set);
}

/** Reads what it may have altered, of one of them or of all. */
export async function readConfigs(
  admin: KafkaAdmin,
  incarnation: Incarnation,
  topics: readonly (string | undefined)[],
): Promise<void> {
  const { recorder, cutOff } = incarnation.world;
  for (const topic of topics) {
    const resource: ConfigResource = topic === undefined ? ALL_BROKERS : { type: 'TOPIC', name: topic };
    const names = topic === undefined ? Object.keys(BROKER_SETTINGS) : Object.keys(TOPIC_SETTINGS);
    const wasCutOff = cutOff.size > 0;
    const entries = (await admin.describeConfigs([resource])).get(resource);
    // A node that is cut off tells what it knew.
    if (wasCutOff || cutOff.size > 0) continue;
    for (const name of names) {
      const value = entries?.get(name)?.value ?? null;
      recorder.write({ type: 'config', phase: 'read', resource: textOf(resource), name, value });
    }
  }
}

type DrawSetting = (incarnation: Incarnation, topic: string) => string;

/** None of them takes records away, or refuses those that are sent. */
const TOPIC_SETTINGS: Readonly<Record<string, DrawSetting>> = {
  'retention.ms': ({ chance }) => String(86_400_000 + chance.below(1_000_000)),
  'max.message.bytes': ({ chance }) => String(chance.pick([6_000, 300_000]) + chance.below(1_000)),
  'message.timestamp.type': ({ chance }) => chance.pick(['CreateTime', 'LogAppendTime']),
  'min.insync.replicas': ({ chance, world }, topic) => {
    const { replicationFactor = 1 } = world.scenario.topics.find(({ name }) => name === topic) ?? {};
    return String(chance.between(1, Math.min(2, replicationFactor)));
  },
};

const BROKER_SETTINGS: Readonly<Record<string, DrawSetting>> = {
  'log.cleaner.backoff.ms': ({ chance }) => String(15_000 + chance.below(100_000)),
};

function drawTopicSettings(incarnation: Incarnation, topic: string): Settings {
  return Object.fromEntries(Object.entries(TOPIC_SETTINGS).map(([name, draw]) => [name, draw(incarnation, topic)]));
}

function drawBrokerSettings(incarnation: Incarnation): Settings {
  return Object.fromEntries(Object.entries(BROKER_SETTINGS).map(([name, draw]) => [name, draw(incarnation, '')]));
}

function tell(
  { world }: Incarnation,
  phase: 'asked' | 'acked',
  change: string,
  resource: ConfigResource,
  set: Settings,
): void {
  for (const [name, value] of Object.entries(set)) {
    world.recorder.write({ type: 'config', phase, change, resource: textOf(resource), name, value });
  }
}

function textOf({ type, name }: ConfigResource): string {
  return type === 'TOPIC' ? `topic ${name}` : 'all brokers';
}
